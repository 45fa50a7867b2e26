package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operators.statistics.NearestRank;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class WaitCountsTest {
  private static final long LONGEST = 10_000_000_000L;

  @Property
  void aQuantileIsWithinOnePerCentOfTheWaitAtItsRank(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(max = LONGEST) Long> waits,
      @ForAll @DoubleRange(max = 1) double quantile) {
    // Given
    WaitCounts counts = new WaitCounts();
    waits.forEach(wait -> counts.add(wait, 1));
    long exact =
        waits.stream().sorted().toList().get((int) NearestRank.of(quantile, waits.size()) - 1);

    // When
    double found = counts.quantile(quantile);

    // Then
    assertThat(found).isCloseTo(exact, within(exact < 128 ? 0 : exact * 0.01));
  }

  @Property
  void whatIsTakenBackWasNeverThere(
      @ForAll @Size(max = 20) List<@LongRange(max = LONGEST) Long> some,
      @ForAll @Size(max = 20) List<@LongRange(max = LONGEST) Long> others) {
    // Given
    WaitCounts expected = new WaitCounts();
    some.forEach(wait -> expected.add(wait, 1));
    WaitCounts counts = new WaitCounts();
    WaitCounts back = new WaitCounts();
    others.forEach(wait -> counts.add(wait, 1));
    others.forEach(wait -> back.add(wait, 1));
    some.forEach(wait -> counts.add(wait, 1));

    // When
    counts.add(back, -1);

    // Then
    assertThat(counts).isEqualTo(expected);
    assertThat(counts.isEmpty()).isEqualTo(some.isEmpty());
  }

  @Example
  void nothingHasNoMedian() {
    assertThat(new WaitCounts().quantile(0.5)).isNull();
  }
}
