package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Panes of one second, events that are their own key, a lateness of two seconds. */
class LocalPanesOperatorTest {
  private static final OutputTag<String> LATE = new OutputTag<>("late", Types.STRING);

  private OperatorHarness<String, Tuple4<String, Long, Long, long[]>> panes;

  @BeforeEach
  void open() throws Exception {
    panes = harness(Duration.ofSeconds(2), 1, 0).open();
  }

  @AfterEach
  void close() {
    panes.close();
  }

  @Test
  void panesThatAreOverGoOnBeforeTheWatermark() throws Exception {
    // given
    panes.element("a", 100);
    panes.element("a", 999);
    panes.element("b", 1000);

    // when
    panes.watermark(999);

    // then
    assertThat(panes.take()).map(LocalPanesOperatorTest::text).containsExactly("a 0 2");
    panes.watermark(1999);
    assertThat(panes.take()).map(LocalPanesOperatorTest::text).containsExactly("b 1000 1");
  }

  @Test
  void everythingHeldGoesOnBeforeABarrier() throws Exception {
    // given
    panes.element("a", 100);
    panes.element("a", 5000);

    // when
    panes.beforeBarrier();

    // then
    assertThat(panes.take()).map(LocalPanesOperatorTest::text).containsExactly("a 0 1", "a 5000 1");
  }

  @Test
  void everythingHeldGoesOnWhenTheInputFallsIdle() throws Exception {
    // given
    panes.element("a", 100);

    // when
    panes.idle(true);

    // then
    assertThat(panes.take()).map(LocalPanesOperatorTest::text).containsExactly("a 0 1");
  }

  @Test
  void everythingHeldGoesOnAtTheEnd() throws Exception {
    // given
    panes.element("a", 100);

    // when
    panes.finish();

    // then
    assertThat(panes.take()).map(LocalPanesOperatorTest::text).containsExactly("a 0 1");
  }

  @Test
  void memoryIsBoundedWhateverTheNumberOfKeys() throws Exception {
    // when
    for (int i = 0; i < 30_000; i++) {
      panes.element("key " + i, 100);
    }

    // then
    assertThat(panes.take()).hasSize(20_000);
  }

  @Test
  void eventIsLateWhenItsPaneIsClosedForGood() throws Exception {
    // given
    panes.watermark(2998);
    panes.element("in time", 999);
    panes.watermark(2999);

    // when
    panes.element("late", 999);
    panes.element("in the next pane", 1000);

    // then
    assertThat(panes.takeSide(LATE)).containsExactly("late");
    panes.beforeBarrier();
    assertThat(panes.take())
        .map(LocalPanesOperatorTest::text)
        .containsExactly("in time 0 1", "in the next pane 1000 1");
  }

  @Test
  void whatWasClosedStaysClosedAfterARestoreWithLongerLateness() throws Exception {
    // given
    panes.watermark(2999);
    List<OperatorSubtaskState> snapshot = List.of(panes.snapshot());

    // when
    try (var restored = harness(Duration.ofDays(1), 1, 0).restore(snapshot)) {
      restored.element("late", 999);
      restored.element("in time", 1000);

      // then
      assertThat(restored.takeSide(LATE)).containsExactly("late");
    }
  }

  @Test
  void eachInstanceRestoresWhatAllHadClosed() throws Exception {
    // given
    List<OperatorSubtaskState> snapshots;
    try (var second = harness(Duration.ofSeconds(2), 2, 1).open()) {
      panes.watermark(9_999);
      second.watermark(5_999);
      snapshots = List.of(panes.snapshot(), second.snapshot());
    }

    // when
    try (var restored = harness(Duration.ofSeconds(2), 3, 2).restore(snapshots)) {
      restored.element("late", 3_999);
      restored.element("in time", 4_000);

      // then
      assertThat(restored.takeSide(LATE)).containsExactly("late");
    }
  }

  @Test
  void eventWithoutTimeIsAFaultOfTheWiring() {
    assertThatThrownBy(() -> panes.elementWithoutTime("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The events of input 'letters' have no event time");
  }

  private static OperatorHarness<String, Tuple4<String, Long, Long, long[]>> harness(
      Duration lateness, int parallelism, int index) throws Exception {
    PaneFunction<String, long[]> counts = new CountFunction<>();
    return OperatorHarness.of(
        new LocalPanesOperator<>(
            "letters",
            letter -> letter,
            Types.STRING,
            new Windows(List.of(WindowSpec.tumbling(Duration.ofSeconds(1)))),
            lateness.toMillis(),
            counts,
            LATE),
        PartialTypeInfo.of(Types.STRING, counts),
        parallelism,
        index);
  }

  private static String text(Tuple4<String, Long, Long, long[]> partial) {
    return partial.f0 + " " + partial.f1 + " " + partial.f3[0];
  }
}
