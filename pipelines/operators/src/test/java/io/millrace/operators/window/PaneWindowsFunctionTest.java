package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.Tally;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Panes of the key {@code a} that hold counts. */
class PaneWindowsFunctionTest {
  private static final WindowSpec MINUTE = WindowSpec.tumbling(Duration.ofMinutes(1));
  private static final WindowSpec TEN_MINUTES = WindowSpec.tumbling(Duration.ofMinutes(10));

  @Test
  void addedSizeLeavesTheStateOfTheOthersAlone() throws Exception {
    // given
    List<OperatorSubtaskState> snapshot;
    try (var tens = harness(TEN_MINUTES).open()) {
      add(tens, "00:00:00", 5);
      tens.watermark(time("00:12:00"));
      add(tens, "00:10:00", 2);
      snapshot = List.of(tens.snapshot());
    }

    // when
    try (var both = harness(TEN_MINUTES, MINUTE).restore(snapshot)) {
      add(both, "00:13:00", 1);
      add(both, "00:19:00", 1);
      add(both, "00:05:00", 1);
      both.watermark(Long.MAX_VALUE);

      // then
      assertThat(both.take())
          .containsExactlyInAnyOrder(
              "a 00:00 00:10 6 CORRECTED 1",
              "a 00:05 00:06 1 FINAL 0",
              "a 00:13 00:14 1 FINAL 0",
              "a 00:10 00:20 4 FINAL 0");
      both.assertNothingLeft();
    }
  }

  @Test
  void removedSizeLeavesTheStateOfTheOthersAlone() throws Exception {
    // given
    List<OperatorSubtaskState> snapshot;
    try (var both = harness(TEN_MINUTES, MINUTE).open()) {
      add(both, "00:00:00", 5);
      add(both, "00:03:00", 1);
      both.watermark(time("00:02:00"));
      snapshot = List.of(both.snapshot());
    }

    // when
    try (var tens = harness(TEN_MINUTES).restore(snapshot)) {
      add(tens, "00:00:00", 2);
      tens.watermark(Long.MAX_VALUE);

      // then
      assertThat(tens.take()).containsExactly("a 00:00 00:10 8 FINAL 0");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 50})
  void windowsAreForgottenAlsoWhenTheLatenessIsChanged(int minutes) throws Exception {
    // given
    List<OperatorSubtaskState> snapshot;
    try (var before = harness(TEN_MINUTES).open()) {
      add(before, "00:00:00", 5);
      before.watermark(time("00:12:00"));
      snapshot = List.of(before.snapshot());
    }

    // when
    try (var after = harness(Duration.ofMinutes(minutes), TEN_MINUTES).restore(snapshot)) {
      after.watermark(time("01:01:00"));

      // then
      after.assertNothingLeft();
    }
  }

  @Test
  void receivedAccumulatorIsNotKept() throws Exception {
    // given
    try (var windows = harness(MINUTE).open()) {
      Tuple4<String, Long, Long, long[]> partial = partial("00:00:00", 1);
      windows.element(partial, partial.f1);

      // when
      partial.f3[0] = 1000;

      // then
      windows.watermark(Long.MAX_VALUE);
      assertThat(windows.take()).containsExactly("a 00:00 00:01 1 FINAL 0");
    }
  }

  @Test
  void eventsThatAnIdleInputBroughtTooLateAreCounted() throws Exception {
    // given
    try (var windows = harness(MINUTE).open()) {
      windows.watermark(time("01:00:00"));

      // when
      add(windows, "00:00:00", 7);

      // then
      assertThat(windows.take()).isEmpty();
      assertThat(windows.count("letters", Tally.Kind.LATE)).isEqualTo(7);
      windows.assertNothingLeft();
    }
  }

  private static OperatorHarness<Tuple4<String, Long, Long, long[]>, String> harness(
      WindowSpec... specs) throws Exception {
    return harness(Duration.ofMinutes(30), specs);
  }

  private static OperatorHarness<Tuple4<String, Long, Long, long[]>, String> harness(
      Duration lateness, WindowSpec... specs) throws Exception {
    return OperatorHarness.of(
        new PaneWindowsFunction<>(
            "letters",
            new Windows(List.of(specs)),
            0,
            lateness.toMillis(),
            new CountFunction<String>(),
            RowsFunction.of(
                (key, start, end, count, revision, status) ->
                    key
                        + clock(start)
                        + clock(end)
                        + " "
                        + count[0]
                        + " "
                        + status
                        + " "
                        + revision)),
        partial -> partial.f0,
        Types.STRING,
        Types.STRING,
        1,
        0);
  }

  private static void add(
      OperatorHarness<Tuple4<String, Long, Long, long[]>, String> windows, String start, long count)
      throws Exception {
    windows.element(partial(start, count), time(start));
  }

  private static Tuple4<String, Long, Long, long[]> partial(String start, long count) {
    return Tuple4.of("a", time(start), count, new long[] {count});
  }

  private static long time(String clock) {
    return Instant.parse("2026-01-01T" + clock + "Z").toEpochMilli();
  }

  private static String clock(Instant instant) {
    return " " + instant.toString().substring(11, 16);
  }
}
