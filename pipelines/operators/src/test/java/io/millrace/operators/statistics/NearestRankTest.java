package io.millrace.operators.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestRankTest {

  @ParameterizedTest
  @CsvSource({
    "0, 5, 1",
    "0.2, 5, 1",
    "0.21, 5, 2",
    "1, 5, 5",
    "0.5, 2, 1",
    "0.99, 2, 2",
    "0.95, 2, 2",
    "0.99, 100, 99",
    "0.99, 101, 100",
    "0.07, 100, 7",
    "0.29, 100, 29",
    "0.57, 100, 57",
    "0.999, 1000, 999",
    "0.95, 20, 19",
    "0.5, 1, 1",
    "0.5, 3, 2",
    "0.5, 4, 2"
  })
  void theRankIsThatOfPaper(double q, long count, long rank) {
    assertThat(NearestRank.of(q, count)).isEqualTo(rank);
  }

  @Property
  void everyPerMilleIsExact(
      @ForAll @IntRange(max = 1000) int perMille,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long count) {
    // given
    BigInteger share = BigInteger.valueOf(perMille).multiply(BigInteger.valueOf(count));
    long ceiling =
        share.add(BigInteger.valueOf(999)).divide(BigInteger.valueOf(1000)).longValueExact();

    // when
    long rank = NearestRank.of(perMille / 1000.0, count);

    // then
    assertThat(rank).isEqualTo(Math.max(1, ceiling));
  }

  @Example
  void ofOneAndThreeTheHighQuantilesAreThree() {
    // given
    QuantileSummary summary = new QuantileSummary();
    summary.add(1);
    summary.add(3);

    // then
    assertThat(summary.quantile(0.99)).isEqualTo(3);
    assertThat(summary.quantile(0.95)).isEqualTo(3);
    assertThat(summary.quantile(0.5)).isBetween(1.0, 1.01);
  }
}
