package io.millrace.operators.distinct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operators.statistics.Splits;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DistinctCounterTest {

  @Property(tries = 60)
  void orderAndGroupingMakeNoDifference(
      @ForAll long seed, @ForAll @IntRange(max = 20_000) int different) {
    // given each text once, and some of them again
    List<String> texts =
        IntStream.range(0, different + different / 5)
            .mapToObj(i -> "text" + i % Math.max(1, different))
            .toList();
    DistinctCounter whole = new DistinctCounter(12);
    texts.forEach(whole::add);

    // when
    DistinctCounter merged =
        Splits.merged(
            texts,
            new Random(seed),
            () -> new DistinctCounter(12),
            DistinctCounter::add,
            DistinctCounter::add);
    DistinctCounter read =
        Splits.readBack(
            target -> DistinctCounter.CODEC.write(merged, target),
            source -> DistinctCounter.CODEC.read(source, 1));

    // then
    assertThat(merged.estimate()).isEqualTo(whole.estimate());
    assertThat(read.estimate()).isEqualTo(whole.estimate());
    // Five times the standard error.
    assertThat((double) whole.estimate()).isCloseTo(different, within(0.082 * different + 1));
  }

  @Example
  void fewTextsAreCountedExactly() {
    // given
    DistinctCounter counter = new DistinctCounter(15);

    // when
    IntStream.range(0, 2_900).forEach(i -> counter.add("text" + i));

    // then
    assertThat(counter.estimate()).isEqualTo(2_900);
  }

  @Example
  void aMillionTextsTakeTwoToThePrecisionBytes() {
    // given
    DistinctCounter counter = new DistinctCounter(15);

    // when
    IntStream.range(0, 1_000_000).forEach(i -> counter.add("text" + i));

    // then
    byte[] bytes = Splits.bytes(target -> DistinctCounter.CODEC.write(counter, target));
    assertThat(bytes).hasSizeLessThan((1 << 15) + 100);
    assertThat((double) counter.estimate()).isCloseTo(1_000_000, within(29_000.0));
  }

  @Example
  void copySharesNothing() {
    // given
    DistinctCounter counter = new DistinctCounter(12);

    // when
    DistinctCounter copy = DistinctCounter.CODEC.copy(counter);
    copy.add("a");

    // then
    assertThat(counter.isEmpty()).isTrue();
    assertThat(copy.estimate()).isEqualTo(1);
  }
}
