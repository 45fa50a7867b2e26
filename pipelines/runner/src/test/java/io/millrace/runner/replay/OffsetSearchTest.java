package io.millrace.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.replay.OffsetSearch.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OffsetSearchTest {
  /** What is not an event: a marker of a transaction, or a record that can't be read. */
  private static final long NONE = Long.MIN_VALUE;

  @Property
  void noEventOfTheRangeStandsOutsideOfTheOffsetsWhateverTheDisorderWithinTheBound(
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll @IntRange(max = 300) int records,
      @ForAll @IntRange(max = 60) int displacement,
      @ForAll @IntRange(max = 400) int from,
      @ForAll @IntRange(min = 1, max = 200) int length) {
    // given
    List<Long> times = times(seed, records, displacement);
    OffsetSearch search =
        new OffsetSearch(0, times.size(), displacement, offset -> probe(times, offset));

    // when
    long start = search.start(from);
    long end = search.end(from + length);

    // then
    for (int offset = 0; offset < times.size(); offset++) {
      long time = times.get(offset);
      if (time != NONE && time >= from && time < from + length) {
        assertThat((long) offset).isGreaterThanOrEqualTo(start).isLessThan(end);
      }
    }
  }

  @Property
  void whereTimesAreInOrderHardlyMoreThanTheRangeIsRead(
      @ForAll @IntRange(min = 100, max = 100_000) int records,
      @ForAll @IntRange(max = 99_000) int from) {
    // given
    List<Long> times = LongStream.range(0, records).boxed().toList();
    OffsetSearch search = new OffsetSearch(0, records, 0, offset -> probe(times, offset));

    // when
    long start = search.start(from);
    long end = search.end(from + 50L);

    // then
    assertThat(start).isBetween(Math.min(from, records) - 10L, Math.min((long) from, records));
    assertThat(end).isBetween(Math.min(from + 50L, records), Math.min(from + 60L, records));
  }

  @Test
  void oneClockThatRunsWildDoesNotLeadItAstray() {
    // given
    List<Long> times = new ArrayList<>(LongStream.range(0, 1_000).boxed().toList());
    times.set(499, 1_000_000L);
    times.set(500, 1_000_000L);
    OffsetSearch search = new OffsetSearch(0, 1_000, 0, offset -> probe(times, offset));

    // when
    long end = search.end(800);

    // then
    assertThat(end).isBetween(800L, 810L);
  }

  @Test
  void aPartitionWithoutAnyEventIsReadWhole() {
    // given
    OffsetSearch search = new OffsetSearch(5, 50, 0, offset -> Optional.empty());

    // then
    assertThat(search.start(10)).isEqualTo(5);
    assertThat(search.end(10)).isEqualTo(50);
  }

  /** Rising times, each set back by at most the displacement from the greatest before; gaps. */
  private static List<Long> times(long seed, int records, int displacement) {
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>();
    long greatest = 0;
    for (int i = 0; i < records; i++) {
      greatest += random.nextInt(5);
      times.add(random.nextInt(10) == 0 ? NONE : greatest - random.nextInt(displacement + 1));
    }
    return times;
  }

  /** As the probe of a topic: the median of the next events, of few records. */
  private static Optional<Sample> probe(List<Long> times, long offset) {
    List<Sample> found = new ArrayList<>();
    for (long at = offset; at < Math.min(times.size(), offset + 9); at++) {
      if (times.get((int) at) != NONE) {
        found.add(new Sample(times.get((int) at), at));
      }
    }
    found.sort(Comparator.comparingLong(Sample::time));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() / 2));
  }
}
