package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class DelaysTest {

  @Property
  void aStepHoldsNoDelayThatIsMoreThanAQuarterShorterThanItsGreatest(
      @ForAll @LongRange(min = 1, max = 1L << 50) long millis) {
    // when
    int step = Delays.step(millis);

    // then
    assertThat(Delays.greatest(step)).isBetween(millis, millis + millis / 4);
    assertThat(Delays.step(Delays.greatest(step))).isEqualTo(step);
    assertThat(Delays.step(Delays.greatest(step) + 1)).isGreaterThan(step);
  }

  @Property
  void whatIsNamedKeepsAllButTheFewAndIsNotMuchMoreThanItTakes(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 1, max = 1_000_000) Long> delays,
      @ForAll @LongRange(min = 0, max = 60) long few) {
    // given
    SortedMap<Integer, Long> counts = new TreeMap<>();
    delays.forEach(delay -> counts.merge(Delays.step(delay), 1L, Long::sum));

    // when
    long within = Delays.within(counts, few);

    // then
    assertThat(delays.stream().filter(delay -> delay > within).count()).isLessThanOrEqualTo(few);
    long least =
        delays.stream()
            .sorted()
            .limit(Math.max(0, delays.size() - few))
            .reduce((a, b) -> b)
            .orElse(0L);
    assertThat(within).isBetween(least, least + least / 4);
  }
}
