package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaneWindowsTest {
  private static final WindowSpec TEN_MINUTES = WindowSpec.tumbling(Duration.ofMinutes(10));
  private static final WindowSpec HOUR = WindowSpec.tumbling(Duration.ofHours(1));
  private static final WindowSpec HALF_HOUR_EVERY_TEN_MINUTES =
      new WindowSpec(Duration.ofMinutes(30), Duration.ofMinutes(10));

  @Test
  void paneShowsInEveryWindowThatHoldsItWhenThatIsOver() throws Exception {
    // given
    MemoryKey key = new MemoryKey(10, 0, 0, TEN_MINUTES, HOUR);
    key.add(0, 2);
    key.add(0, 1);
    key.add(50, 4);

    // when
    key.passes(60);

    // then
    assertThat(key.results)
        .containsExactly("[0, 10) 3 FINAL 0", "[50, 60) 4 FINAL 0", "[0, 60) 7 FINAL 0");
    assertThat(key.size()).isZero();
  }

  @Test
  void slidingWindowsShareTheirSlices() throws Exception {
    // given
    MemoryKey key = new MemoryKey(10, 0, 0, HALF_HOUR_EVERY_TEN_MINUTES);
    key.add(0, 1);
    key.add(20, 2);

    // when
    key.passes(100);

    // then
    assertThat(key.results)
        .containsExactly(
            "[-20, 10) 1 FINAL 0",
            "[-10, 20) 1 FINAL 0",
            "[0, 30) 3 FINAL 0",
            "[10, 40) 2 FINAL 0",
            "[20, 50) 2 FINAL 0");
    assertThat(key.size()).isZero();
  }

  @Test
  void earlyResultsHoldExactlyThePanesThatAreOver() throws Exception {
    // given
    MemoryKey key = new MemoryKey(10, 20, 0, TEN_MINUTES, HOUR);
    key.add(0, 1);
    key.add(10, 2);
    key.add(20, 4);
    key.add(50, 8);

    // when
    key.passes(60);

    // then
    assertThat(key.results)
        .filteredOn(result -> result.startsWith("[0, 60)"))
        .containsExactly(
            "[0, 60) 3 PROVISIONAL 0", "[0, 60) 7 PROVISIONAL 1", "[0, 60) 15 FINAL 2");
    assertThat(key.size()).isZero();
  }

  @Test
  void windowThatDidNotChangeHasNoFurtherEarlyResult() throws Exception {
    // given
    MemoryKey key = new MemoryKey(10, 10, 0, HOUR);
    key.add(0, 1);

    // when
    key.passes(50);

    // then
    assertThat(key.results).containsExactly("[0, 60) 1 PROVISIONAL 0");
  }

  @Test
  void laterPaneCorrectsWhatIsCompleteAndWaitsWithWhatIsOpen() throws Exception {
    // given
    MemoryKey key = new MemoryKey(10, 20, 30, TEN_MINUTES, HOUR);
    key.add(0, 1);
    key.passes(25);

    // when
    key.add(0, 2);

    // then
    assertThat(key.results)
        .containsExactly("[0, 10) 1 FINAL 0", "[0, 60) 1 PROVISIONAL 0", "[0, 10) 3 CORRECTED 1");
    key.passes(60);
    assertThat(key.results)
        .endsWith("[0, 10) 3 CORRECTED 1", "[0, 60) 3 PROVISIONAL 1", "[0, 60) 3 FINAL 2");
    key.passes(90);
    assertThat(key.size()).isZero();
  }

  @Test
  void firstPaneOfAWindowThatIsOverMakesItFinal() throws Exception {
    // given
    MemoryKey key = new MemoryKey(10, 0, 30, HALF_HOUR_EVERY_TEN_MINUTES);
    key.passes(25);

    // when
    key.add(0, 1);
    key.add(0, 1);
    key.passes(90);

    // then
    assertThat(key.results)
        .containsExactly(
            "[-20, 10) 1 FINAL 0",
            "[-10, 20) 1 FINAL 0",
            "[-20, 10) 2 CORRECTED 1",
            "[-10, 20) 2 CORRECTED 1",
            "[0, 30) 2 FINAL 0");
    assertThat(key.size()).isZero();
  }

  @Test
  void windowThatWasFinalBeforeARestoreIsCorrectedAfterIt() throws Exception {
    // given
    MemoryKey key = new MemoryKey(10, 0, 30, TEN_MINUTES);
    key.add(0, 1);
    key.passes(15);

    // when
    key.restore();
    key.add(0, 2);
    key.passes(15);

    // then
    assertThat(key.results).containsExactly("[0, 10) 1 FINAL 0", "[0, 10) 3 CORRECTED 1");
    key.passes(40);
    assertThat(key.size()).isZero();
  }

  @Test
  void paneWhoseWindowsAreForgottenIsRefused() throws Exception {
    // given
    MemoryKey key = new MemoryKey(10, 0, 30, TEN_MINUTES, HOUR);
    key.passes(40);

    // when
    boolean taken = key.add(0, 1);

    // then
    assertThat(taken).isFalse();
    assertThat(key.add(10, 1)).isTrue();
    assertThat(key.size()).isPositive();
  }

  @Test
  void longerPaneOfEarlierWindowsShowsInTheSizesItFits() throws Exception {
    // given
    MemoryKey key = new MemoryKey(1, 0, 0, WindowSpec.tumbling(Duration.ofMinutes(1)), TEN_MINUTES);
    key.add(0, 10, 5);
    key.add(9, 10, 1);
    key.add(8, 9, 1);

    // when
    key.passes(10);

    // then
    assertThat(key.results).containsExactly("[8, 9) 1 FINAL 0", "[0, 10) 7 FINAL 0");
    assertThat(key.size()).isZero();
  }
}
