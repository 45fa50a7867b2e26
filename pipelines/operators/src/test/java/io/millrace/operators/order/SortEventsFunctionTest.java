package io.millrace.operators.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.testkit.OperatorHarness;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class SortEventsFunctionTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);
  private static final AvroRecordTypeInfo<SensorReading> TYPE =
      new AvroRecordTypeInfo<>(SensorReading.class);
  private static final OutputTag<SensorReading> LATE = new OutputTag<>("late", TYPE);
  private static final EventOrder<SensorReading> ORDER =
      new EventOrder<>(SensorReading.getClassSchema());

  @Test
  void eventsAreHeldUntilTheWatermarkAndHandedOnInOrder() throws Exception {
    // Given events of which three are of one ms, told apart by micros, epoch and sequence
    SensorReading first = reading(1_000_000, 0, 5L);
    SensorReading second = reading(1_000_500, 0, null);
    SensorReading third = reading(1_000_500, 0, 4L);
    SensorReading fourth = reading(1_000_500, 1, 3L);
    SensorReading fifth = reading(2_000_000, 1, 4L);

    // When
    try (var sort = harness().open()) {
      for (SensorReading event : List.of(fifth, fourth, third, second, first)) {
        element(sort, event);
      }
      sort.watermark(NOON.toEpochMilli() + 999);

      // Then
      assertThat(sort.take()).isEmpty();
      sort.watermark(NOON.toEpochMilli() + 1_999);
      assertThat(sort.take()).containsExactly(first, second, third, fourth);
      sort.finish();
      assertThat(sort.take()).containsExactly(fifth);
      sort.assertNothingLeft();
    }
  }

  @Test
  void ofEqualEventsOneIsHandedOnAndTheOthersAreCounted() throws Exception {
    // Given
    SensorReading event = reading(0, 0, 1L);
    SensorReading otherValue = SensorReading.newBuilder(event).setValue(7.0).build();

    // When
    try (var sort = harness().open()) {
      for (SensorReading one : List.of(event, otherValue, event, event)) {
        element(sort, one);
      }
      sort.finish();

      // Then
      assertThat(sort.take()).containsExactly(event, otherValue);
      assertThat(sort.count("readings", Tally.Kind.DUPLICATES)).isEqualTo(2);
    }
  }

  @Test
  void eventsBehindTheWatermarkGoAsideWhole() throws Exception {
    // Given
    SensorReading late = reading(0, 0, 1L);

    // When
    try (var sort = harness().open()) {
      sort.watermark(NOON.toEpochMilli());
      element(sort, late);

      // Then
      assertThat(sort.takeSide(LATE)).containsExactly(late);
      assertThat(sort.count("readings", Tally.Kind.LATE)).isEqualTo(1);
      assertThat(sort.take()).isEmpty();
      sort.assertNothingLeft();
    }
  }

  @Test
  void anEventFarInTheFutureHoldsNobodyUp() throws Exception {
    // Given
    SensorReading future = reading(4_000_000_000_000L, 0, 2L);
    SensorReading present = reading(0, 0, 1L);

    // When
    try (var sort = harness().open()) {
      element(sort, future);
      element(sort, present);
      sort.watermark(NOON.toEpochMilli());

      // Then
      assertThat(sort.take()).containsExactly(present);
    }
  }

  @Property(tries = 30)
  void anyOrderWithinTheBoundsAndAnyRestoreGiveTheSameSequence(@ForAll long seed) throws Exception {
    // Given
    Random random = new Random(seed);
    List<SensorReading> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(reading(random.nextInt(60_000_000), random.nextInt(2), (long) i));
    }
    events.sort(ORDER);
    List<SensorReading> arrivals =
        new Shuffler(seed)
            .displace(events, event -> event.getEventTime().toEpochMilli(), OUT_OF_ORDERNESS);
    int half = random.nextInt(arrivals.size());

    // When
    List<SensorReading> handedOn = new ArrayList<>();
    List<OperatorSubtaskState> snapshot;
    try (var before = harness().open()) {
      play(before, arrivals.subList(0, half));
      snapshot = List.of(before.snapshot());
      handedOn.addAll(before.take());
    }
    try (var after = harness().restore(snapshot)) {
      play(after, arrivals.subList(half, arrivals.size()));
      after.finish();
      handedOn.addAll(after.take());
      after.assertNothingLeft();
    }

    // Then
    assertThat(handedOn).isEqualTo(events);
  }

  private static void play(
      OperatorHarness<SensorReading, SensorReading> sort, List<SensorReading> events)
      throws Exception {
    for (SensorReading event : events) {
      element(sort, event);
      sort.watermark(event.getEventTime().minus(OUT_OF_ORDERNESS).toEpochMilli() - 1);
    }
  }

  private static void element(
      OperatorHarness<SensorReading, SensorReading> sort, SensorReading event) throws Exception {
    sort.element(event, event.getEventTime().toEpochMilli());
  }

  private static OperatorHarness<SensorReading, SensorReading> harness() throws Exception {
    return OperatorHarness.of(
        new SortEventsFunction<String, SensorReading>("readings", ORDER, LATE),
        SensorReading::getSource,
        Types.STRING,
        TYPE,
        1,
        0);
  }

  private static SensorReading reading(long micros, long epoch, Long sequence) {
    return new SensorReading(
        "m1", "t", NOON.plusNanos(micros * 1_000), 1.0, null, ReadingQuality.GOOD, epoch, sequence);
  }
}
