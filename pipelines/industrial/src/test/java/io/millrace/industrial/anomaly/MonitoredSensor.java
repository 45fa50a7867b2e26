package io.millrace.industrial.anomaly;

import io.millrace.industrial.rollup.SensorKey;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.AnomalyKind;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.SensorScore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One sensor under a monitor, and what it said. */
final class MonitoredSensor {
  private static final SensorKey KEY = new SensorKey("m1", "t");

  final List<SensorScore> scores = new ArrayList<>();
  final List<AnomalyEpisode> results = new ArrayList<>();
  private final SensorState state = new SensorState();
  private final SensorMonitor monitor;

  MonitoredSensor(SensorAnomalyParameters parameters) {
    monitor = new SensorMonitor(parameters, results::add);
  }

  MonitoredSensor read(List<SensorReading> readings) {
    readings.forEach(reading -> scores.add(monitor.reading(state, reading)));
    return this;
  }

  MonitoredSensor elapse(Instant now) {
    monitor.elapse(state, KEY, Micros.of(now), false);
    return this;
  }

  boolean isRemembered() {
    return state.lastReading != SensorState.NONE;
  }

  /** The minutes whose readings raised an alarm. */
  List<Integer> alarms() {
    List<Integer> minutes = new ArrayList<>();
    for (SensorScore score : scores) {
      if (score.getAnomalous()) {
        minutes.add((int) Duration.between(Sensors.MIDNIGHT, score.getEventTime()).toMinutes());
      }
    }
    return minutes;
  }

  List<AnomalyEpisode> finals() {
    return results.stream().filter(one -> one.getStatus() == ResultStatus.FINAL).toList();
  }

  List<AnomalyKind> kinds() {
    return finals().stream().map(AnomalyEpisode::getKind).toList();
  }
}
