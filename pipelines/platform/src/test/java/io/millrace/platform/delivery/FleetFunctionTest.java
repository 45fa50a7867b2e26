package io.millrace.platform.delivery;

import static io.millrace.platform.delivery.Arrivals.LATENESS;
import static io.millrace.platform.delivery.Arrivals.arrival;
import static io.millrace.platform.delivery.Arrivals.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class FleetFunctionTest {

  @Test
  void clocksAreJudgedByTheMedianOfTheLeastDelays() throws Exception {
    try (var fleet = fleet().open()) {
      // When
      tell(fleet, told("m1", 0.1), told("m2", 0.3), told("m3", 0.2), told("m4", -29.9));
      tell(fleet, told("m5", 40.25));
      fleet.watermark(at(60) - 1);

      // Then
      assertThat(fleet.take())
          .extracting(Delivery::getSource, Delivery::getClockSkew)
          .containsExactlyInAnyOrder(
              tuple("m1", 0.1),
              tuple("m2", -0.1),
              tuple("m3", 0.0),
              tuple("m4", 30.1),
              tuple("m5", -40.05));
    }
  }

  @Test
  void nothingArrivesBeforeItWasSentWhateverMostClocksSay() throws Exception {
    try (var fleet = fleet().open()) {
      // When
      tell(fleet, told("m1", -5.0), told("m2", -5.0), told("m3", 0.5));
      fleet.watermark(at(60) - 1);

      // Then
      assertThat(fleet.take())
          .extracting(Delivery::getClockSkew)
          .containsExactlyInAnyOrder(5.0, 5.0, -0.5);
    }
  }

  @Test
  void aSourceThatChangesTheMedianCorrectsTheOthersOnceEach() throws Exception {
    try (var fleet = fleet().open()) {
      // Given
      tell(fleet, told("m1", 0.1), told("m2", null));
      fleet.watermark(at(60) - 1);
      assertThat(fleet.take())
          .extracting(Delivery::getSource, Delivery::getClockSkew, Delivery::getRevision)
          .containsExactlyInAnyOrder(tuple("m1", 0.0, 0), tuple("m2", null, 0));

      // When
      tell(fleet, told("m0", 0.3), told("m0", 0.0));
      assertThat(fleet.take()).as("before event time goes on").isEmpty();
      fleet.watermark(at(60));

      // Then
      assertThat(fleet.take())
          .extracting(
              Delivery::getSource,
              Delivery::getClockSkew,
              Delivery::getRevision,
              Delivery::getStatus)
          .containsExactlyInAnyOrder(
              tuple("m0", 0.0, 0, ResultStatus.FINAL),
              tuple("m1", -0.1, 1, ResultStatus.CORRECTED));
    }
  }

  @Test
  void whatIsTakenBackIsRetractedOnceAndMayComeAgain() throws Exception {
    try (var fleet = fleet().open()) {
      // Given
      Delivery record = told("m1", 0.1);
      Delivery gone = DeliveryRecords.of("m1", at(0), at(60), null, null, false);
      tell(fleet, gone);
      fleet.watermark(at(60) - 1);
      assertThat(fleet.take()).as("never there").isEmpty();

      // When
      long time = at(60);
      for (Delivery next : List.of(record, gone, gone, record)) {
        tell(fleet, next);
        fleet.watermark(time++);
      }

      // Then
      assertThat(fleet.take())
          .extracting(Delivery::getRevision, Delivery::getStatus)
          .containsExactly(
              tuple(0, ResultStatus.FINAL),
              tuple(1, ResultStatus.RETRACTED),
              tuple(2, ResultStatus.CORRECTED));
    }
  }

  @Test
  void afterARestoreWhatComesIsACorrectionAndAfterTheLatenessNothingIsLeft() throws Exception {
    // Given
    OperatorSubtaskState snapshot;
    try (var fleet = fleet().open()) {
      tell(fleet, told("m1", 0.1), told("m2", 0.1));
      fleet.watermark(at(60) - 1);
      snapshot = fleet.snapshot();
    }

    // When
    try (var fleet = fleet().restore(List.of(snapshot))) {
      tell(fleet, told("m2", 0.2));
      fleet.watermark(at(60) - 1);

      // Then
      assertThat(fleet.take())
          .extracting(Delivery::getSource, Delivery::getRevision)
          .containsExactly(tuple("m2", 1));
      fleet.watermark(at(60) - 1 + LATENESS.toMillis());
      fleet.assertNothingLeft();
    }
  }

  @Test
  void aWindowThatMayBeCorrectedForLongerAfterARestoreIsForgottenThen() throws Exception {
    // Given
    OperatorSubtaskState snapshot;
    try (var fleet = fleet().open()) {
      tell(fleet, told("m1", 0.1));
      fleet.watermark(at(60) - 1);
      snapshot = fleet.snapshot();
    }

    // When
    try (var fleet = fleet(LATENESS.multipliedBy(2)).restore(List.of(snapshot))) {
      fleet.watermark(at(60) - 1 + LATENESS.toMillis());
      tell(fleet, told("m1", 0.2));
      fleet.watermark(at(60) + LATENESS.toMillis());

      // Then
      assertThat(fleet.take()).extracting(Delivery::getRevision).containsExactly(1);
      fleet.watermark(at(60) - 1 + LATENESS.multipliedBy(2).toMillis());
      fleet.assertNothingLeft();
    }
  }

  private static OperatorHarness<Delivery, Delivery> fleet() throws Exception {
    return fleet(LATENESS);
  }

  private static OperatorHarness<Delivery, Delivery> fleet(Duration lateness) throws Exception {
    return OperatorHarness.of(
        new FleetFunction(Duration.ofMinutes(1), lateness),
        record -> record.getWindowStart().toEpochMilli(),
        Types.LONG,
        new AvroRecordTypeInfo<>(Delivery.class),
        1,
        0);
  }

  private static void tell(OperatorHarness<Delivery, Delivery> fleet, Delivery... records)
      throws Exception {
    for (Delivery record : records) {
      fleet.element(record, record.getWindowEnd().toEpochMilli() - 1);
    }
  }

  private static Delivery told(String source, Double delay) {
    WindowTally tally = new WindowTally();
    tally.add(arrival(source, 10, 1L, delay), at(10), false, false);
    return DeliveryRecords.of(source, at(0), at(60), tally, 50_000L, false);
  }
}
