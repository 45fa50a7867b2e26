package io.millrace.operators.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.anomaly.LevelDrift.Settings;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelDriftTest {
  private static final Settings SETTINGS = new Settings(0.05, 4, 5_000, 10);

  @Test
  void noiseIsHardlyEverADrift() {
    // Given
    LevelDrift drift = new LevelDrift();

    // When
    int drifting = followNoise(drift, 1, 0, 100_000);

    // Then
    assertThat(drifting / 100_000.0).isLessThan(0.003);
  }

  @Test
  void aMoveTooSlowForAnySingleReadingIsFoundAndBecomesUsual() throws Exception {
    // Given
    LevelDrift usual = new LevelDrift();
    followNoise(usual, 2, 0, 20_000);
    LevelDrift drift = Codecs.readBack(LevelDrift.CODEC, usual);

    // When the level rises by a thousandth of the noise a reading
    int rising = followNoise(drift, 3, 0.001, 3_000);

    // Then
    assertThat(rising).isPositive();
    assertThat(followNoise(LevelDrift.CODEC.copy(usual), 3, 0, 3_000)).isZero();
    followNoise(drift, 4, 0, 5_000);
    assertThat(followNoise(drift, 5, 0, 3_000)).isZero();
  }

  @Test
  void aLevelThatIsTakenAsNewIsNoDrift() {
    // Given
    LevelDrift drift = new LevelDrift();
    followNoise(drift, 6, 0, 20_000);

    // When
    drift.startAnew(1_000);

    // Then
    for (int i = 0; i < 1_000; i++) {
      assertThat(drift.follow(1_000, SETTINGS)).isFalse();
    }
  }

  /** How many of the readings were found drifting. */
  private static int followNoise(LevelDrift drift, long seed, double slope, int readings) {
    Random random = new Random(seed);
    EwmaResidual level = new EwmaResidual();
    int drifting = 0;
    for (int i = 0; i < readings; i++) {
      level.learn(100 + slope * i + random.nextGaussian(), 0.05);
      drifting += drift.follow(level.level(), SETTINGS) ? 1 : 0;
    }
    return drifting;
  }
}
