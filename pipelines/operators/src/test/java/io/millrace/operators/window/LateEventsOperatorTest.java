package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.Tally;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class LateEventsOperatorTest {
  private static final OutputTag<String> LATE = new OutputTag<>("late", Types.STRING);
  private static final long MINUTE = 60_000;

  @Test
  void anEventIsLateWhenItsPaneIsClosedForGood() throws Exception {
    try (OperatorHarness<String, String> operator = harness().open()) {
      // Given a watermark that has passed the first minute and its lateness of ten
      operator.watermark(11 * MINUTE - 1);

      // When
      operator.element("too late", MINUTE - 1);
      operator.element("just in time", MINUTE);

      // Then
      assertThat(operator.take()).containsExactly("just in time");
      assertThat(operator.takeSide(LATE)).containsExactly("too late");
      assertThat(operator.count("letters", Tally.Kind.LATE)).isEqualTo(1);
    }
  }

  @Test
  void whatWasClosedBeforeARestoreStaysClosed() throws Exception {
    // Given
    OperatorSubtaskState state;
    try (OperatorHarness<String, String> before = harness().open()) {
      before.watermark(11 * MINUTE - 1);
      before.beforeBarrier();
      state = before.snapshot();
    }

    // When
    try (OperatorHarness<String, String> after = harness().restore(List.of(state))) {
      after.element("too late", MINUTE - 1);

      // Then
      assertThat(after.take()).isEmpty();
      assertThat(after.takeSide(LATE)).containsExactly("too late");
    }
  }

  private static OperatorHarness<String, String> harness() throws Exception {
    Windows windows = new Windows(List.of(WindowSpec.tumbling(Duration.ofMillis(MINUTE))));
    return OperatorHarness.of(
        new LateEventsOperator<>("letters", windows, 10 * MINUTE, LATE), Types.STRING, 1, 0);
  }
}
