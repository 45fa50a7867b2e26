package io.millrace.industrial.anomaly;

import io.millrace.schemas.industrial.AnomalyKind;
import io.millrace.schemas.industrial.SensorReading;
import java.util.List;
import java.util.Optional;

/** What can be said to be wrong with a reading without a model; the first check that fails. */
final class QualityChecks {
  private static final double MICROS_A_SECOND = 1e6;

  private final SensorAnomalyParameters parameters;
  private final long stuckAfter;

  QualityChecks(SensorAnomalyParameters parameters) {
    this.parameters = parameters;
    this.stuckAfter = Micros.of(parameters.stuckAfter());
  }

  /**
   * Checks the next reading of a sensor.
   *
   * @param history of the sensor, which is brought up to date
   * @param time of the reading, in us since 1970-01-01T00:00:00Z
   */
  Optional<AnomalyKind> failed(SensorReading reading, long time, SensorHistory history) {
    if (!parameters.qualities().contains(reading.getQuality()) || !hasValue(reading)) {
      return Optional.of(AnomalyKind.BAD_QUALITY);
    }
    double value = reading.getValue();
    if (!parameters.range().isEmpty() && !isInside(value, parameters.range())) {
      return Optional.of(AnomalyKind.OUT_OF_RANGE);
    }
    boolean saturated = saturated(value, history);
    boolean tooFast = tooFast(value, time, history);
    boolean stuck = stuck(value, time, history);
    history.last(time, value);
    if (saturated) {
      return Optional.of(AnomalyKind.SATURATED);
    } else if (tooFast) {
      return Optional.of(AnomalyKind.RATE_OF_CHANGE);
    }
    return stuck ? Optional.of(AnomalyKind.STUCK) : Optional.empty();
  }

  /** Whether there is a value to calculate with. */
  static boolean hasValue(SensorReading reading) {
    return reading.getValue() != null && Double.isFinite(reading.getValue());
  }

  private boolean saturated(double value, SensorHistory history) {
    if (parameters.span().isEmpty()) {
      return false;
    }
    double low = parameters.span().get(0);
    double high = parameters.span().get(1);
    history.atEnd(value <= low || value >= high);
    return history.readingsAtEnd() >= parameters.saturatedReadings();
  }

  private boolean tooFast(double value, long time, SensorHistory history) {
    if (parameters.maxRate() == 0 || !history.hasLast() || time == history.lastTime()) {
      return false;
    }
    double seconds = (time - history.lastTime()) / MICROS_A_SECOND;
    return Math.abs(value - history.lastValue()) / seconds > parameters.maxRate();
  }

  private boolean stuck(double value, long time, SensorHistory history) {
    boolean same =
        history.hasLast() && Math.abs(value - history.changedTo()) <= parameters.stuckTolerance();
    if (!same) {
      history.changed(time, value);
    }
    return stuckAfter > 0 && time - history.changedAt() >= stuckAfter;
  }

  private static boolean isInside(double value, List<Double> interval) {
    return value >= interval.get(0) && value <= interval.get(1);
  }
}
