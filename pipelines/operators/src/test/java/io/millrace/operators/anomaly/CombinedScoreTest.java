package io.millrace.operators.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CombinedScoreTest {

  @Property
  void isLessThanBothTogetherAndGrowsWithEither(
      @ForAll @DoubleRange(min = 0, max = 50) double one,
      @ForAll @DoubleRange(min = 0, max = 50) double other) {
    // When
    double score = CombinedScore.of(one, other);

    // Then
    assertThat(score).isBetween(0.0, one + other).isEqualTo(CombinedScore.of(other, one));
    assertThat(CombinedScore.of(one + 0.1, other)).isGreaterThan(score);
  }

  @Test
  void isTheTailProbabilityOfTheProduct() {
    // Given two independent tail probabilities
    Random random = new Random(1);
    int rounds = 200_000;
    int found = 0;

    // When
    for (int i = 0; i < rounds; i++) {
      double one = -Math.log10(random.nextDouble());
      double other = -Math.log10(random.nextDouble());
      found += CombinedScore.of(one, other) >= 2 ? 1 : 0;
    }

    // Then
    assertThat(found / (double) rounds).isEqualTo(0.01, within(0.001));
  }
}
