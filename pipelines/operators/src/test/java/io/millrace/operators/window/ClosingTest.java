package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosingTest {
  private static final long LATENESS = 100;

  private final Closing closing = new Closing(LATENESS);

  @Test
  void nothingIsClosedAtTheBeginning() {
    assertThat(closing.closed(Long.MIN_VALUE + 2)).isFalse();
  }

  @Test
  void paneIsClosedWhenTheWatermarkHasPassedItsEndByTheLateness() {
    // when
    closing.advance(1_099);

    // then
    assertThat(closing.closed(1_000)).isTrue();
    assertThat(closing.closed(1_001)).isFalse();
  }

  @Test
  void endOfInputClosesNothing() {
    // given
    closing.advance(1_099);

    // when
    closing.advance(Long.MAX_VALUE);

    // then
    assertThat(closing.horizon()).isEqualTo(999);
    assertThat(closing.isIdle()).isTrue();
  }

  @Test
  void restoredHorizonHoldsUntilTheWatermarkPassesIt() {
    // given
    closing.restore(false, 999);

    // when
    closing.advance(500);

    // then
    assertThat(closing.closed(1_000)).isTrue();
    closing.advance(2_000);
    assertThat(closing.horizon()).isEqualTo(1_900);
  }

  @Test
  void leastOfTheActiveInstancesIsRestored() {
    // when
    closing.restore(true, 100);
    closing.restore(false, 2_000);
    closing.restore(false, 1_000);
    closing.restore(true, 3_000);

    // then
    assertThat(closing.horizon()).isEqualTo(1_000);
  }

  @Test
  void greatestIsRestoredIfAllWereIdle() {
    // when
    closing.restore(true, 100);
    closing.restore(true, 3_000);
    closing.restore(true, 2_000);

    // then
    assertThat(closing.horizon()).isEqualTo(3_000);
  }
}
