package io.millrace.operators.distinct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DistinctCounterPropertyTest {
  private static final int PRECISION = 12;

  /** Five standard errors: one of two million honest estimates is further off. */
  @Property(tries = 200)
  void estimateIsWithinFiveStandardErrors(
      @ForAll @IntRange(max = 50_000) int different, @ForAll @LongRange(max = 1L << 40) long from) {
    // given
    DistinctCounter count = new DistinctCounter(PRECISION);
    LongStream.range(from, from + different).forEach(count::add);
    LongStream.range(from, from + different / 2).forEach(count::add);

    // when
    long estimate = count.estimate();

    // then
    double allowed = Math.max(0.5, 5 * 1.04 / Math.sqrt(1 << PRECISION) * different);
    assertThat((double) Math.abs(estimate - different)).isLessThanOrEqualTo(allowed);
  }

  @Property(tries = 200)
  void anySplitMergedInAnyOrderIsEqual(
      @ForAll @IntRange(max = 10_000) int different, @ForAll long seed) throws IOException {
    // given
    Random random = new Random(seed);
    List<Long> values = new ArrayList<>(LongStream.range(0, different).boxed().toList());
    DistinctCounter whole = new DistinctCounter(PRECISION);
    values.forEach(whole::add);
    Collections.shuffle(values, random);
    List<DistinctCounter> parts = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      parts.add(new DistinctCounter(PRECISION));
    }
    // Skewed, so that small parts meet large ones.
    values.forEach(
        value -> parts.get((int) (parts.size() * Math.pow(random.nextDouble(), 4))).add(value));
    Collections.shuffle(parts, random);

    // when
    DistinctCounter merged = new DistinctCounter(PRECISION);
    for (DistinctCounter part : parts) {
      merged.add(readBack(part));
    }

    // then
    assertThat(merged.estimate()).isEqualTo(whole.estimate());
    assertThat(readBack(merged).estimate()).isEqualTo(whole.estimate());
  }

  @Example
  void emptyTextIsAValue() {
    // given
    DistinctCounter count = new DistinctCounter(PRECISION);

    // when
    count.add("");

    // then
    assertThat(count.estimate()).isEqualTo(1);
  }

  @Example
  void zerosOfBothSignsAreOneValue() {
    // given
    DistinctCounter count = new DistinctCounter(PRECISION);
    count.add(0.0);

    // when
    count.add(-0.0);

    // then
    assertThat(count.estimate()).isEqualTo(1);
  }

  @Example
  void copySharesNothing() {
    // given
    DistinctCounter original = new DistinctCounter(PRECISION);
    original.add(1);

    // when
    DistinctCounter copy = DistinctCounter.CODEC.copy(original);
    copy.add(2);

    // then
    assertThat(original.estimate()).isEqualTo(1);
    assertThat(copy.estimate()).isEqualTo(2);
  }

  @Example
  void noValueCountsAsNone() {
    assertThat(new DistinctCounter(PRECISION).estimate()).isZero();
  }

  private static DistinctCounter readBack(DistinctCounter count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DistinctCounter.CODEC.write(count, new DataOutputStream(bytes));
    DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    return DistinctCounter.CODEC.read(source, DistinctCounter.CODEC.version());
  }
}
