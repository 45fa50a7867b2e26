package io.millrace.industrial.anomaly;

import static io.millrace.industrial.anomaly.Sensors.healthy;
import static io.millrace.industrial.anomaly.Sensors.minute;
import static io.millrace.industrial.anomaly.Sensors.parameters;
import static io.millrace.industrial.anomaly.Sensors.reading;
import static io.millrace.industrial.anomaly.Sensors.shifted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.AnomalyKind;
import io.millrace.schemas.industrial.SensorReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sensor of every minute that varies by 1 about 100. */
class SensorMonitorTest {

  @Test
  void aSpikeRaisesOneAlarmAndIsOneEpisode() {
    // Given
    List<SensorReading> readings = shifted(healthy("m1", 1, 1_500), 1_000, 1_002, 30);

    // When
    MonitoredSensor sensor = watch(readings);

    // Then the first of the two is the alarm, unless the second is worse
    assertThat(sensor.alarms()).isSubsetOf(1_000, 1_001).contains(1_000);
    AnomalyEpisode episode = sensor.finals().get(0);
    assertThat(sensor.finals()).hasSize(1);
    assertThat(episode.getKind()).isEqualTo(AnomalyKind.SPIKE);
    assertThat(episode.getStart()).isEqualTo(minute(1_000));
    assertThat(episode.getPeakScore()).isGreaterThanOrEqualTo(4);
    assertThat(sensor.results.get(0).getStatus()).isEqualTo(ResultStatus.PROVISIONAL);
    assertThat(sensor.results)
        .extracting(AnomalyEpisode::getRevision)
        .containsExactlyElementsOf(IntStream.range(0, sensor.results.size()).boxed().toList());
  }

  @Test
  void expectedAndScoreAreThoseBeforeTheReadingWasLearned() {
    // Given
    List<SensorReading> readings = List.of(reading(0, 10), reading(1, 12));

    // When
    MonitoredSensor sensor = watch(readings);

    // Then
    assertThat(sensor.scores.get(0).getExpected()).isNull();
    assertThat(sensor.scores.get(0).getScore()).isNull();
    assertThat(sensor.scores.get(1).getExpected()).isEqualTo(10);
    assertThat(sensor.scores.get(1).getScore()).isEqualTo(0);
  }

  @Test
  void duringTheWarmUpNothingIsAnAlarm() {
    // When
    MonitoredSensor sensor = watch(shifted(healthy("m1", 1, 399), 300, 302, 1e6));

    // Then
    assertThat(sensor.alarms()).isEmpty();
    assertThat(sensor.scores.get(300).getScore()).isGreaterThan(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 50, 1_000, 1e6})
  void aNewSetPointIsReportedOnceOrTwiceAndThenUsual(double by) {
    // Given
    List<SensorReading> readings = shifted(healthy("m1", 2, 4_000), 1_500, 4_000, by);

    // When
    MonitoredSensor sensor = watch(readings);

    // Then
    List<Integer> alarms = sensor.alarms();
    assertThat(alarms).isNotEmpty().allMatch(minute -> minute >= 1_500 && minute < 1_900);
    assertThat(sensor.scores.get(3_999).getExpected()).isEqualTo(100 + by, within(2.0));
    AnomalyEpisode first = sensor.finals().get(0);
    assertThat(first.getKind()).isEqualTo(AnomalyKind.LEVEL_SHIFT);
    assertThat(first.getStart()).isEqualTo(minute(1_500));
  }

  @Test
  void anAnomalyDoesNotPoisonTheModelForTheNext() {
    // Given two outages of 20 readings, the second long after the suppression of the first
    List<SensorReading> readings =
        shifted(shifted(healthy("m1", 3, 2_000), 1_000, 1_020, -60), 1_400, 1_420, -60);

    // When
    MonitoredSensor sensor = watch(readings);

    // Then
    assertThat(sensor.alarms())
        .anyMatch(minute -> minute >= 1_000 && minute < 1_020)
        .anyMatch(minute -> minute >= 1_400 && minute < 1_420);
    // What came after the first is scored as if it had not been.
    MonitoredSensor undisturbed = watch(healthy("m1", 3, 1_400));
    double difference = 0;
    for (int i = 1_200; i < 1_400; i++) {
      difference =
          Math.max(
              difference,
              Math.abs(
                  sensor.scores.get(i).getExpected() - undisturbed.scores.get(i).getExpected()));
    }
    assertThat(difference).isLessThan(0.1);
  }

  @Test
  void wrongValuesThatFailACheckAreNotLearnedAtAll() {
    // Given
    List<SensorReading> good = healthy("m1", 4, 1_000);
    List<SensorReading> withBad = new ArrayList<>(good);
    withBad.addAll(600, List.of(at(599, 1, 1e9), at(599, 2, -1e9), at(599, 3, 1e9)));

    // When
    MonitoredSensor sensor = watch(withBad, "range", "0;200");

    // Then
    MonitoredSensor without = watch(good, "range", "0;200");
    assertThat(sensor.scores.subList(603, 1_003)).isEqualTo(without.scores.subList(600, 1_000));
    assertThat(sensor.scores.get(600).getAnomalous()).isTrue();
    assertThat(sensor.scores.get(600).getScore()).isGreaterThan(4);
  }

  @Test
  void moreNoiseIsAVarianceAndBecomesUsual() {
    // Given
    Random random = new Random(5);
    List<SensorReading> readings = new ArrayList<>(healthy("m1", 5, 2_000));
    for (int i = 2_000; i < 6_000; i++) {
      readings.add(reading(i, 100 + 15 * random.nextGaussian()));
    }

    // When
    MonitoredSensor sensor = watch(readings);

    // Then
    assertThat(sensor.kinds()).contains(AnomalyKind.VARIANCE);
    assertThat(sensor.alarms().stream().filter(minute -> minute >= 5_000)).hasSizeLessThan(3);
  }

  @Test
  void aUsualValueAtTheWrongTimeIsAPattern() {
    // Given a machine with a cycle of 20 readings that stands still for a while
    Random random = new Random(6);
    List<SensorReading> readings = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      double phase = i >= 1_500 && i < 1_540 ? 0 : 2 * Math.PI * i / 20;
      readings.add(reading(i, 100 + 10 * Math.sin(phase) + 0.05 * random.nextGaussian()));
    }

    // When
    MonitoredSensor sensor = watch(readings, "scorers", "knn-shingle");

    // Then
    assertThat(sensor.alarms()).isNotEmpty().allMatch(minute -> minute >= 1_500 && minute < 1_560);
    assertThat(sensor.kinds()).contains(AnomalyKind.PATTERN);
  }

  @Test
  void aSlowDriftIsToldThoughNoReadingStandsOut() {
    // Given
    List<SensorReading> readings = new ArrayList<>();
    for (SensorReading one : healthy("m1", 7, 15_000)) {
      int i = readings.size();
      double drift = i < 12_000 ? 0 : (i - 12_000) * 0.002;
      readings.add(SensorReading.newBuilder(one).setValue(one.getValue() + drift).build());
    }

    // When
    MonitoredSensor sensor = watch(readings).elapse(minute(15_100));

    // Then
    assertThat(sensor.kinds()).contains(AnomalyKind.DRIFT);
    assertThat(sensor.alarms().stream().filter(minute -> minute < 12_000)).hasSizeLessThan(15);
  }

  @Test
  void aHealthySensorRaisesAsFewFalseAlarmsAsPromised() {
    // Given
    int count = 50_000;

    // When
    MonitoredSensor sensor = watch(healthy("m1", 8, count));

    // Then five in 10,000 readings, and a fifth as many drifts
    assertThat(sensor.alarms().size() / (double) count).isBetween(1e-4, 1e-3);
  }

  @Test
  void aSilentSensorIsForgottenAndStartsAnew() {
    // Given
    List<SensorReading> readings = healthy("m1", 9, 1_000);
    MonitoredSensor sensor = new MonitoredSensor(parameters("retention", "1d")).read(readings);

    // When
    sensor.elapse(readings.get(999).getEventTime().plusSeconds(86_401));

    // Then
    assertThat(sensor.isRemembered()).isFalse();
    SensorReading later = reading(10_000, 1e6);
    assertThat(sensor.read(List.of(later)).scores.get(1_000).getExpected()).isNull();
    // A reading that comes before any timer tells as much.
    MonitoredSensor untold = new MonitoredSensor(parameters("retention", "1d"));
    untold.read(readings).read(List.of(later));
    assertThat(untold.scores).isEqualTo(sensor.scores);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 3_600})
  void anEpisodeEndsAfterTenReadingsWhateverTheirInterval(long seconds) {
    // Given two spikes of one sensor, 30 readings apart, the second far greater
    List<SensorReading> readings = new ArrayList<>();
    for (SensorReading one :
        shifted(shifted(healthy("m1", 1, 1_100), 1_000, 1_001, 30), 1_030, 1_031, 900)) {
      readings.add(
          SensorReading.newBuilder(one)
              .setEventTime(minute(0).plusSeconds(seconds * one.getSequence()))
              .build());
    }

    // When
    MonitoredSensor sensor = new MonitoredSensor(parameters("retention", "90d")).read(readings);

    // Then
    assertThat(sensor.finals())
        .filteredOn(one -> !one.getStart().isBefore(minute(0).plusSeconds(1_000 * seconds)))
        .extracting(AnomalyEpisode::getStart)
        .containsExactly(
            minute(0).plusSeconds(1_000 * seconds), minute(0).plusSeconds(1_030 * seconds));
  }

  @Test
  void aGivenEpisodeGapIsATime() {
    // Given
    List<SensorReading> readings = shifted(healthy("m1", 1, 1_100), 1_000, 1_001, 30);
    List<SensorReading> twice = shifted(readings, 1_030, 1_031, 900);

    // When
    MonitoredSensor sensor = new MonitoredSensor(parameters("episode-gap", "40m")).read(twice);

    // Then
    assertThat(sensor.finals())
        .filteredOn(one -> !one.getStart().isBefore(minute(1_000)))
        .extracting(AnomalyEpisode::getStart)
        .containsExactly(minute(1_000));
  }

  private static SensorReading at(int minute, int second, double value) {
    return SensorReading.newBuilder(reading(minute, value))
        .setEventTime(minute(minute).plusSeconds(second))
        .build();
  }

  private static MonitoredSensor watch(List<SensorReading> readings, String... parameters) {
    MonitoredSensor sensor = new MonitoredSensor(parameters(parameters)).read(readings);
    return sensor.elapse(readings.get(readings.size() - 1).getEventTime().plusSeconds(3_600));
  }
}
