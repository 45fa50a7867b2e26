package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ShufflerTest {

  @Property
  void noEventComesAfterOneThatIsMoreThanTheBoundGreater(
      @ForAll @Size(max = 100) List<@LongRange(min = -5_000, max = 5_000) Long> times,
      @ForAll @LongRange(min = 0, max = 2_000) long bound,
      @ForAll long seed) {
    // when
    List<Long> displaced =
        new Shuffler(seed).displace(times, Long::longValue, Duration.ofMillis(bound));

    // then
    assertThat(displaced).containsExactlyInAnyOrderElementsOf(times);
    long greatest = Long.MIN_VALUE;
    for (long time : displaced) {
      greatest = Math.max(greatest, time);
      assertThat(greatest - time).isLessThanOrEqualTo(bound);
    }
  }

  @Property
  void sameSeedGivesTheSameOrder(@ForAll @Size(max = 50) List<Integer> events, @ForAll long seed) {
    // when
    List<Integer> once = new Shuffler(seed).displace(events, Integer::longValue, HOUR);

    // then
    assertThat(new Shuffler(seed).displace(events, Integer::longValue, HOUR)).isEqualTo(once);
  }

  @Example
  void boundIsMadeUseOf() {
    // given
    List<Long> times = LongStream.range(0, 1_000).boxed().toList();

    // when
    List<Long> displaced = new Shuffler(1).displace(times, Long::longValue, Duration.ofMillis(100));

    // then
    long greatest = 0;
    long furthest = 0;
    for (long time : displaced) {
      greatest = Math.max(greatest, time);
      furthest = Math.max(furthest, greatest - time);
    }
    assertThat(furthest).isBetween(80L, 100L);
  }

  private static final Duration HOUR = Duration.ofHours(1);
}
