package io.millrace.platform.delivery;

import static io.millrace.platform.delivery.Arrivals.arrival;
import static io.millrace.platform.delivery.Arrivals.at;
import static io.millrace.platform.delivery.Arrivals.play;
import static io.millrace.platform.delivery.Arrivals.sources;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.platform.Arrival;
import io.millrace.schemas.platform.DelayReason;
import io.millrace.schemas.platform.Delivery;
import io.millrace.testkit.OperatorHarness;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class SourceFunctionTest {

  @Test
  void aGapCountsWhereItEndsAndIsTakenBackWhenItIsFilledLate() throws Exception {
    try (var sources = sources().open()) {
      // Given 1 _ _ 4, over two minutes
      play(sources, arrival(10, 1), arrival(70, 4));
      sources.watermark(at(120) - 1);
      List<Delivery> first = sources.take();

      // When
      play(sources, arrival(50, 3));

      // Then the minute of 3 has an event more, and the gap before it; that of 4 has none left
      assertThat(first).extracting(Delivery::getGaps).containsExactly(0L, 2L);
      assertThat(sources.take())
          .extracting(Arrivals::minute, Delivery::getEvents, Delivery::getGaps)
          .containsExactly(tuple(0L, 2L, 1L), tuple(1L, 1L, 0L));
    }
  }

  @Test
  void copiesAreNoEventsAndEpochsAreNumberedAnew() throws Exception {
    try (var sources = sources().open()) {
      // Given
      Arrival one = arrival(10, 1);
      Arrival restarted = Arrival.newBuilder(one).setEpoch("1").build();

      // When
      play(sources, one, one, restarted, one);
      sources.watermark(at(60) - 1);

      // Then
      Delivery minute = sources.take().get(0);
      assertThat(minute.getEvents()).isEqualTo(2);
      assertThat(minute.getDuplicates()).isEqualTo(2);
      assertThat(minute.getGaps()).isZero();
    }
  }

  @Test
  void whereNothingIsNumberedNothingIsSaidOfGapsAndDuplicates() throws Exception {
    try (var sources = sources().open()) {
      // When
      Arrival one = arrival("m1", 10, null, null);
      play(sources, one, one);
      sources.watermark(at(60) - 1);

      // Then
      Delivery minute = sources.take().get(0);
      assertThat(minute.getEvents()).isEqualTo(2);
      assertThat(minute.getDuplicates()).isNull();
      assertThat(minute.getGaps()).isNull();
      assertThat(minute.getDelayP50()).isNull();
      assertThat(minute.getDelayReason()).isEqualTo(DelayReason.NO_ARRIVAL_TIME);
    }
  }

  @Test
  void eventsBehindAnEarlierArrivalAreOutOfOrder() throws Exception {
    try (var sources = sources().open()) {
      // When
      play(sources, arrival(10, 1), arrival(30, 3), arrival(20, 2), arrival(30, 3), arrival(40, 4));
      sources.watermark(at(60) - 1);

      // Then
      assertThat(sources.take()).extracting(Delivery::getOutOfOrder).containsExactly(1L);
    }
  }

  @Test
  void aSourceIsSilentFromItsLimitUntilItIsForgottenAndThenNothingIsLeft() throws Exception {
    try (var sources = sources().open()) {
      // Given silent after two minutes, remembered for ten
      play(sources, arrival(30, 1));

      // When
      sources.watermark(at(24 * 3600));

      // Then
      List<Delivery> told = sources.take();
      assertThat(told.get(0).getSilence()).isEqualTo(30);
      assertThat(told.get(0).getSilent()).isFalse();
      List<Delivery> silent = told.subList(1, told.size());
      assertThat(silent)
          .extracting(Arrivals::minute)
          .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
      assertThat(silent).allMatch(record -> record.getSilent() && record.getEvents() == 0);
      assertThat(silent.get(0).getSilence()).isEqualTo(150);
      assertThat(silent.get(0).getDelayReason()).isEqualTo(DelayReason.NO_EVENTS);
      sources.assertNothingLeft();
    }
  }

  @Test
  void silenceThatALateEventDisprovesIsTakenBack() throws Exception {
    try (var sources = sources().open()) {
      // Given
      play(sources, arrival(30, 1));
      sources.watermark(at(240) - 1);
      assertThat(sources.take()).extracting(Arrivals::minute).containsExactly(0L, 2L, 3L);

      // When
      play(sources, arrival(110, 2));

      // Then it was silent in the fourth minute at the most, for 130 s
      assertThat(sources.take())
          .extracting(Arrivals::minute, Delivery::getStatus, Delivery::getSilent)
          .containsExactly(
              tuple(1L, ResultStatus.FINAL, false),
              tuple(2L, ResultStatus.RETRACTED, false),
              tuple(3L, ResultStatus.FINAL, true));
    }
  }

  @Test
  void theEndOfTheInputIsNoSilenceAndLeavesNothing() throws Exception {
    try (var sources = sources().open()) {
      // Given
      play(sources, arrival(30, 1), arrival("m2", 400, 1L, null));
      sources.watermark(at(390));
      sources.take();

      // When
      sources.finish();

      // Then
      assertThat(sources.take())
          .extracting(Delivery::getSource, Arrivals::minute, Delivery::getSilence)
          .containsExactly(tuple("m2", 6L, null));
      sources.assertNothingLeft();
    }
  }

  @Test
  void aClockOfAnotherCenturyIsForgottenInAsManySteps() throws Exception {
    try (var sources = sources().open()) {
      // When nothing says when it arrived, so it moves the watermark
      play(sources, arrival(30, 1), arrival(3_000_000_000L, 2));
      sources.watermark(at(3_000_000_000L + 24 * 3600));

      // Then two minutes with events, and the silence after each
      assertThat(sources.take()).hasSize(2 + 8 + 8);
      sources.assertNothingLeft();
    }
  }

  @Test
  void aRestoredJobGoesOnAsIfItHadNotStopped() throws Exception {
    // Given
    Arrival[] before = {arrival(10, 1), arrival(20, 2), arrival(70, 4), arrival(80, 5)};
    Arrival[] after = {arrival(50, 3), arrival(20, 2), arrival(130, 7), arrival(290, 8)};
    List<Delivery> undisturbed;
    try (var sources = sources().open()) {
      play(sources, before);
      sources.watermark(at(120) - 1);
      play(sources, after);
      sources.watermark(at(24 * 3600));
      undisturbed = sources.take();
    }

    // When
    List<Delivery> restored;
    OperatorSubtaskState snapshot;
    try (var first = sources().open()) {
      play(first, before);
      first.watermark(at(120) - 1);
      restored = first.take();
      snapshot = first.snapshot();
    }
    try (OperatorHarness<Arrival, Delivery> second = sources().restore(List.of(snapshot))) {
      play(second, after);
      second.watermark(at(24 * 3600));
      restored.addAll(second.take());
      second.assertNothingLeft();
    }

    // Then
    assertThat(restored).isEqualTo(undisturbed);
  }
}
