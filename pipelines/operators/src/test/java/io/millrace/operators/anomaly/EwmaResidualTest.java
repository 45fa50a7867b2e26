package io.millrace.operators.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EwmaResidualTest {
  private static final double SMOOTHING = 0.05;

  @Test
  void levelIsTheWeightedAverageOfWhatWasLearned() {
    // Given
    EwmaResidual level = new EwmaResidual();
    level.learn(10, 0.5);

    // When
    level.learn(12, 0.5);

    // Then
    assertThat(level.level()).isEqualTo(11);
    assertThat(level.residual(9)).isEqualTo(-2);
  }

  @Property(tries = 100)
  void oneAnomalyOfAnySizeMovesTheLevelHardly(
      @ForAll long seed, @ForAll @DoubleRange(min = -1e12, max = 1e12) double anomaly) {
    // Given noise of deviation 1
    EwmaResidual level = noisy(seed, 100);
    double before = level.level();

    // When
    level.learn(anomaly, SMOOTHING);

    // Then
    assertThat(level.level()).isEqualTo(before, within(0.4));
  }

  @Property(tries = 50)
  void aNewSetPointIsReachedHoweverFarItIs(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 6) int magnitude) {
    // Given
    EwmaResidual level = noisy(seed, 100);
    double target = 100 + Math.pow(10, magnitude);

    // When
    for (int i = 0; i < 1_500; i++) {
      level.learn(target, SMOOTHING);
    }

    // Then
    assertThat(level.level()).isEqualTo(target, within(1.0));
  }

  @Test
  void aFlatSeriesThatMovesIsFollowed() {
    // Given
    EwmaResidual level = new EwmaResidual();
    for (int i = 0; i < 100; i++) {
      level.learn(20, SMOOTHING);
    }

    // When
    for (int i = 0; i < 300; i++) {
      level.learn(30, SMOOTHING);
    }

    // Then
    assertThat(level.level()).isEqualTo(30, within(0.1));
  }

  @Property(tries = 200)
  void everyFiniteSeriesGivesFiniteLevels(@ForAll List<Double> values) throws Exception {
    // Given
    EwmaResidual level = new EwmaResidual();

    // When
    values.stream().filter(Double::isFinite).forEach(value -> level.learn(value, SMOOTHING));

    // Then
    assertThat(level.level()).isFinite();
    assertThat(level.residual(Double.MAX_VALUE)).isFinite();
    EwmaResidual read = Codecs.readBack(EwmaResidual.CODEC, level);
    read.learn(1, SMOOTHING);
    level.learn(1, SMOOTHING);
    assertThat(read.level()).isEqualTo(level.level());
  }

  private static EwmaResidual noisy(long seed, double mean) {
    Random random = new Random(seed);
    EwmaResidual level = new EwmaResidual();
    for (int i = 0; i < 500; i++) {
      level.learn(mean + random.nextGaussian(), SMOOTHING);
    }
    return level;
  }
}
