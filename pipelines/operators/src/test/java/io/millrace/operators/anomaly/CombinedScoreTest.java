package io.millrace.operators.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operators.anomaly.KnnShingle.Settings;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombinedScoreTest {

  @ParameterizedTest
  @CsvSource({"11.344867, 2", "16.266236, 3", "21.107513, 4", "0, 0", "2.365974, 0.30103"})
  void isTheTailOfTheChiSquaredDistributionOfThreeDegreesOfFreedom(double quantile, double score) {
    // Given
    double sum = quantile / 2 * 4 / 3 / Math.log(10);

    // When
    double combined = CombinedScore.of(sum / 4, sum * 3 / 4);

    // Then
    assertThat(combined).isEqualTo(score, within(1e-5));
  }

  @Property
  void isLessThanBothTogetherAndGrowsWithEither(
      @ForAll @DoubleRange(min = 0, max = 1e3) double one,
      @ForAll @DoubleRange(min = 0, max = 1e3) double other) {
    // When
    double score = CombinedScore.of(one, other);

    // Then
    assertThat(score).isBetween(0.0, one + other).isEqualTo(CombinedScore.of(other, one));
    assertThat(CombinedScore.of(one + 0.1, other)).isGreaterThan(score);
  }

  @ParameterizedTest
  @ValueSource(strings = {"white", "autoregressive", "periodic"})
  void oneInAThousandReadingsOfAHealthySeriesScoresThreeOrMore(String noise) {
    // Given
    IntToDoubleFunction series = series(noise);
    Settings settings = new Settings(12, 400, 3);
    EwmaResidual level = new EwmaResidual();
    KnnShingle shingles = new KnnShingle();
    ConformalCalibrator levelScores = new ConformalCalibrator();
    ConformalCalibrator shingleScores = new ConformalCalibrator();
    int rounds = 60_000;
    int found = 0;

    // When
    for (int i = 0; i < rounds; i++) {
      double value = series.applyAsDouble(i);
      double byLevel = Math.abs(level.residual(value));
      double byShingle = shingles.score(value, settings).orElse(0);
      double score = CombinedScore.of(levelScores.score(byLevel), shingleScores.score(byShingle));
      found += i > 1_000 && score >= 3 ? 1 : 0;
      levelScores.learn(byLevel, 5_000);
      shingleScores.learn(byShingle, 5_000);
      level.learn(value, 0.05);
      shingles.learn(value, true, settings);
    }

    // Then
    assertThat(found / (double) rounds).isBetween(0.0005, 0.002);
  }

  @Test
  void nothingUnusualIsScoredZero() {
    // When
    double score = CombinedScore.of(0, 0);

    // Then it is not -0.0 either
    assertThat(Double.valueOf(score)).isEqualTo(Double.valueOf(0.0));
  }

  private static IntToDoubleFunction series(String noise) {
    Random random = new Random(1);
    double[] last = {0};
    return i ->
        switch (noise) {
          case "white" -> random.nextGaussian();
          case "autoregressive" -> last[0] = 0.95 * last[0] + random.nextGaussian();
          default -> 5 * Math.sin(2 * Math.PI * i / 288) + random.nextGaussian();
        };
  }
}
