package io.millrace.industrial.anomaly;

import static io.millrace.industrial.anomaly.Sensors.healthy;
import static io.millrace.industrial.anomaly.Sensors.minute;
import static io.millrace.industrial.anomaly.Sensors.parameters;
import static io.millrace.industrial.anomaly.Sensors.reading;
import static io.millrace.industrial.anomaly.Sensors.shifted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.industrial.rollup.SensorKey;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.AnomalyKind;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.SensorScore;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorAnomalyFunctionTest {
  private static final SensorAnomalyParameters PARAMETERS =
      parameters("dropout-after", "20m", "reference", "200", "retention", "1d");

  @Test
  void aSilentSensorIsForgottenAfterTheRetentionAndNotBefore() throws Exception {
    // Given
    try (var sensors = harness(PARAMETERS).open()) {
      play(sensors, healthy("m1", 1, 600));
      Instant last = minute(599);

      // When
      sensors.watermark(last.plus(Duration.ofDays(1)).toEpochMilli());
      assertThat(sensors.takeSide(SensorAnomalyFunction.EPISODES)).hasSize(1);
      sensors.watermark(last.plus(Duration.ofDays(1)).toEpochMilli() + 1);

      // Then the dropout is closed, and nothing is left
      assertThat(sensors.takeSide(SensorAnomalyFunction.EPISODES))
          .extracting(AnomalyEpisode::getKind)
          .containsExactly(AnomalyKind.DROPOUT);
      sensors.assertNothingLeft();
    }
  }

  @Test
  void atTheEndOfTheInputEpisodesCloseAndNoReadingIsOverdue() throws Exception {
    // Given an episode that is open when the input ends
    List<SensorReading> readings = shifted(healthy("m1", 2, 600), 598, 600, 50);

    // When
    try (var sensors = harness(PARAMETERS).open()) {
      play(sensors, readings);
      sensors.finish();

      // Then
      List<AnomalyEpisode> episodes = sensors.takeSide(SensorAnomalyFunction.EPISODES);
      assertThat(episodes.get(episodes.size() - 1).getStatus().name()).isEqualTo("FINAL");
      assertThat(episodes).extracting(AnomalyEpisode::getKind).containsOnly(AnomalyKind.SPIKE);
      sensors.assertNothingLeft();
    }
  }

  @Test
  void aDropoutIsWatchedThoughTheTimerStandsForAnEarlierReading() throws Exception {
    // Given
    try (var sensors = harness(PARAMETERS).open()) {

      // When
      play(sensors, healthy("m1", 3, 300));

      // Then
      sensors.watermark(minute(299).plus(Duration.ofMinutes(21)).toEpochMilli());
      assertThat(sensors.takeSide(SensorAnomalyFunction.EPISODES)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aRestoreAnywhereMakesNoDifference(long seed) throws Exception {
    // Given two sensors with outages and gaps
    List<SensorReading> readings = new ArrayList<>();
    readings.addAll(shifted(shifted(healthy("m1", seed, 1_500), 900, 905, 40), 1_200, 1_500, -9));
    readings.addAll(healthy("m2", seed + 1, 1_500));
    readings.removeIf(
        one ->
            !one.getEventTime().isBefore(minute(700)) && one.getEventTime().isBefore(minute(750)));
    readings.sort(Comparator.comparing(SensorReading::getEventTime));
    int at = new Random(seed).nextInt(readings.size());
    List<Object> undisturbed = new ArrayList<>();
    try (var sensors = harness(PARAMETERS).open()) {
      play(sensors, readings);
      sensors.finish();
      collect(sensors, undisturbed);
    }

    // When
    List<Object> restored = new ArrayList<>();
    List<OperatorSubtaskState> snapshot;
    try (var before = harness(PARAMETERS).open()) {
      play(before, readings.subList(0, at));
      snapshot = List.of(before.snapshot());
      collect(before, restored);
    }
    try (var after = harness(PARAMETERS).restore(snapshot)) {
      play(after, readings.subList(at, readings.size()));
      after.finish();
      collect(after, restored);
      after.assertNothingLeft();
    }

    // Then
    assertThat(restored).hasSizeGreaterThan(2_900).containsExactlyInAnyOrderElementsOf(undisturbed);
  }

  @Test
  void changedParametersTakeTheStateOver() throws Exception {
    // Given
    List<OperatorSubtaskState> snapshot;
    try (var before = harness(PARAMETERS).open()) {
      play(before, healthy("m1", 4, 1_000));
      snapshot = List.of(before.snapshot());
    }

    // When
    SensorAnomalyParameters smaller =
        parameters("reference", "100", "calibration", "300", "shingle", "6");
    try (var after = harness(smaller).restore(snapshot)) {
      play(after, List.of(reading(1_000, 100), reading(1_001, 160)));

      // Then
      assertThat(after.take()).extracting(SensorScore::getAnomalous).containsExactly(false, true);
    }
  }

  private static void collect(
      OperatorHarness<SensorReading, SensorScore> sensors, List<Object> results) {
    results.addAll(sensors.takeSide(SensorAnomalyFunction.EPISODES));
    results.addAll(sensors.take());
  }

  private static void play(
      OperatorHarness<SensorReading, SensorScore> sensors, List<SensorReading> readings)
      throws Exception {
    for (SensorReading reading : readings) {
      long time = reading.getEventTime().toEpochMilli();
      sensors.watermark(time - 1);
      sensors.element(reading, time);
    }
  }

  private static OperatorHarness<SensorReading, SensorScore> harness(
      SensorAnomalyParameters parameters) throws Exception {
    return OperatorHarness.of(
        new SensorAnomalyFunction(parameters),
        reading -> new SensorKey(reading.getSource(), reading.getSensor()),
        TypeInformation.of(SensorKey.class),
        new AvroRecordTypeInfo<>(SensorScore.class),
        1,
        0);
  }
}
