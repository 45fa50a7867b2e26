package io.millrace.industrial.anomaly;

import static io.millrace.industrial.anomaly.Sensors.minute;
import static io.millrace.industrial.anomaly.Sensors.parameters;
import static io.millrace.industrial.anomaly.Sensors.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.AnomalyKind;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each check by itself, on a few readings a minute apart, with no scorer. */
class QualityChecksTest {

  @Test
  void badQualityAndAbsentOrImpossibleValuesAreAnomalies() {
    // Given
    SensorReading good = reading(0, 1);
    List<SensorReading> readings =
        List.of(
            good,
            SensorReading.newBuilder(reading(1, 1)).setQuality(ReadingQuality.BAD).build(),
            SensorReading.newBuilder(reading(2, 1)).setQuality(ReadingQuality.STALE).build(),
            reading("m1", 3, null),
            reading(4, Double.NaN),
            SensorReading.newBuilder(reading(5, 1)).setQuality(ReadingQuality.UNCERTAIN).build());

    // When
    MonitoredSensor sensor = watch(readings, "scorers", "").elapse(minute(60));

    // Then
    assertThat(sensor.alarms()).containsExactly(1, 2, 3, 4);
    assertThat(sensor.kinds()).containsExactly(AnomalyKind.BAD_QUALITY);
    assertThat(sensor.scores.get(4).getValue()).isNull();
    AnomalyEpisode episode = sensor.finals().get(0);
    assertThat(episode.getPeakScore()).isNull();
    assertThat(episode.getPeakTime()).isNull();
    assertThat(episode.getReadings()).isEqualTo(4);
  }

  @Test
  void valuesOutsideOfTheRangeAreAnomaliesAndItsEndsAreNot() {
    // When
    MonitoredSensor sensor = watch(values(0, 10, 10.1, -0.1, 5), "range", "0;10", "scorers", "");

    // Then
    assertThat(sensor.alarms()).containsExactly(2, 3);
    assertThat(sensor.elapse(minute(60)).kinds()).containsExactly(AnomalyKind.OUT_OF_RANGE);
  }

  @Test
  void changesFasterThanTheRateAreAnomalies() {
    // When values a minute apart may differ by 6
    MonitoredSensor sensor = watch(values(0, 6, 13, 13, 7), "max-rate", "0.1", "scorers", "");

    // Then
    assertThat(sensor.alarms()).containsExactly(2);
    assertThat(sensor.elapse(minute(60)).kinds()).containsExactly(AnomalyKind.RATE_OF_CHANGE);
  }

  @Test
  void aValueOutsideOfTheRangeDoesNotMakeTheNextOneTooFast() {
    // When
    MonitoredSensor sensor =
        watch(values(5, 500, 6), "range", "0;10", "max-rate", "0.1", "scorers", "");

    // Then
    assertThat(sensor.alarms()).containsExactly(1);
  }

  @Test
  void aSensorWithoutChangeIsStuckUntilItMoves() {
    // When
    MonitoredSensor sensor =
        watch(
            values(5, 5, 5.1, 5, 4.9, 6, 6),
            "stuck-after",
            "3m",
            "stuck-tolerance",
            "0.2",
            "scorers",
            "");

    // Then
    assertThat(sensor.alarms()).containsExactly(3, 4);
    assertThat(sensor.elapse(minute(60)).kinds()).containsExactly(AnomalyKind.STUCK);
  }

  @Test
  void severalReadingsAtAnEndOfTheSpanAreASaturation() {
    // When
    MonitoredSensor sensor =
        watch(
            values(20, 20, 19, 20, 20, 21, 4, 4),
            "span",
            "4;20",
            "saturated-readings",
            "3",
            "scorers",
            "");

    // Then
    assertThat(sensor.alarms()).containsExactly(5, 6, 7);
    assertThat(sensor.elapse(minute(60)).kinds()).containsExactly(AnomalyKind.SATURATED);
  }

  @Test
  void anOverdueReadingOpensADropoutAndTheNextOneEndsIt() {
    // Given
    List<SensorReading> readings = List.of(reading(0, 1), reading(5, 1), reading(30, 1));

    // When
    MonitoredSensor sensor = watch(readings, "dropout-after", "10m", "scorers", "");

    // Then
    assertThat(sensor.results)
        .containsExactly(
            dropout(minute(15), 0, ResultStatus.PROVISIONAL),
            dropout(minute(30), 1, ResultStatus.FINAL));
    assertThat(sensor.alarms()).isEmpty();
  }

  @Test
  void itMakesNoDifferenceWhetherTimeOrTheNextReadingTellsOfTheDropout() {
    // Given
    List<SensorReading> readings = List.of(reading(0, 1), reading(30, 1));

    // When
    MonitoredSensor told =
        watch(readings.subList(0, 1), "dropout-after", "10m")
            .elapse(minute(20))
            .read(readings.subList(1, 2));

    // Then
    assertThat(told.results).isEqualTo(watch(readings, "dropout-after", "10m").results);
  }

  @Test
  void withoutParametersOnlyTheQualityIsChecked() {
    // When
    MonitoredSensor sensor = watch(values(0, 1e6, 0, 0, 0, -1e6), "scorers", "");

    // Then
    assertThat(sensor.alarms()).isEmpty();
    assertThat(sensor.scores).allMatch(score -> score.getScore() == null);
  }

  private static AnomalyEpisode dropout(Instant end, int revision, ResultStatus status) {
    return new AnomalyEpisode(
        "m1", "t", minute(15), end, 0L, null, null, AnomalyKind.DROPOUT, revision, status);
  }

  private static MonitoredSensor watch(List<SensorReading> readings, String... parameters) {
    return new MonitoredSensor(parameters(parameters)).read(readings);
  }

  private static List<SensorReading> values(double... values) {
    List<SensorReading> readings = new ArrayList<>();
    for (double value : values) {
      readings.add(reading(readings.size(), value));
    }
    return readings;
  }
}
