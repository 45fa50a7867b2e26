package io.millrace.industrial.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.SensorScore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the default {@code false-alarm-rate} promises, on sensors of many kinds. */
class FalseAlarmRateTest {
  private static final int READINGS = 20_000;
  private static final int WARM_UP = 500;
  private static final double PROMISED = 0.0005;

  @ParameterizedTest
  @EnumSource(FaultFreeSeries.class)
  void atMostTwiceAsManyReadingsReachTheThresholdAsPromised(FaultFreeSeries kind) {
    // Given
    SensorAnomalyParameters parameters = Sensors.parameters("warm-up", "" + WARM_UP);

    // When
    MonitoredSensor sensor = new MonitoredSensor(parameters).read(readings(kind));

    // Then
    long over =
        sensor.scores.stream()
            .skip(WARM_UP)
            .filter(score -> reaches(score, parameters.threshold()))
            .count();
    double share = over / (double) (READINGS - WARM_UP);
    System.out.printf("%s: %.3f %% of the readings%n", kind, 100 * share);
    assertThat(share).isLessThanOrEqualTo(2 * PROMISED);
  }

  private static boolean reaches(SensorScore score, double threshold) {
    return score.getScore() != null && score.getScore() >= threshold;
  }

  private static List<SensorReading> readings(FaultFreeSeries kind) {
    List<SensorReading> readings = new ArrayList<>();
    for (double value : kind.values(1, READINGS)) {
      readings.add(Sensors.reading(readings.size(), value));
    }
    return readings;
  }
}
