package io.millrace.industrial.anomaly;

import io.millrace.industrial.rollup.SensorKey;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.AnomalyKind;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Opens, revises and closes the episodes of sensors, by event time alone: it makes no difference
 * whether a timer or the next reading tells that time has passed.
 */
final class Episodes {
  /** Where no gap is given it is so many of the usual intervals between readings. */
  private static final int GAP_INTERVALS = 10;

  private static final double INTERVAL_WEIGHT = 0.05;

  /** For the first reading of a sensor, of which no interval is known; in us. */
  private static final long FIRST_GAP = Micros.of(Duration.ofMinutes(10));

  /** 0 if it goes by the interval. */
  private final long gap;

  private final long dropoutAfter;
  private final long retention;
  private final Consumer<AnomalyEpisode> results;

  Episodes(SensorAnomalyParameters parameters, Consumer<AnomalyEpisode> results) {
    this.gap = Micros.of(parameters.episodeGap());
    this.dropoutAfter = Micros.of(parameters.dropoutAfter());
    this.retention = Micros.of(parameters.retention());
    this.results = results;
  }

  /** Takes an anomalous reading into the open episode, or opens one. */
  void anomalous(
      SensorState state,
      SensorKey key,
      long time,
      Double value,
      Judgement judgement,
      AnomalyKind failed) {
    Episode before = state.episode;
    Episode base = before == null ? Episode.startingAt(time) : before;
    Episode after = base.with(time, value == null ? Double.NaN : value, judgement, failed);
    boolean reached = judgement != null && judgement.reached();
    boolean worse = before != null && reached && after.peak() > before.peak();
    boolean other = before != null && after.kind() != before.kind();
    if (worse || other) {
      after = after.revised();
    }
    state.episode = after;
    if (before == null || worse || other) {
      results.accept(after.result(key, ResultStatus.PROVISIONAL));
    }
  }

  /** Ends a dropout, for a reading has come. */
  void arrived(SensorState state, SensorKey key, long time) {
    closeDropout(state, key, time);
    if (state.lastReading != SensorState.NONE) {
      state.interval = usualInterval(state.interval, time - state.lastReading);
    }
    state.lastReading = time;
  }

  /**
   * Closes what time has passed over, reports what is overdue, and forgets a silent sensor.
   *
   * @param ended whether the input has ended: then no reading is overdue
   * @return whether the sensor is still remembered
   */
  boolean elapse(SensorState state, SensorKey key, long now, boolean ended) {
    if (state.lastReading == SensorState.NONE) {
      return true;
    }
    if (state.episode != null && now > state.episode.end() + gap(state)) {
      results.accept(state.episode.revised().result(key, ResultStatus.FINAL));
      state.episode = null;
    }
    if (!ended && watchesDropout(state) && now > state.lastReading + dropoutAfter) {
      state.overdueSince = state.lastReading + dropoutAfter;
      results.accept(dropout(state, key, state.overdueSince, 0, ResultStatus.PROVISIONAL));
    }
    if (now <= state.lastReading + retention) {
      return true;
    }
    closeDropout(state, key, state.lastReading + retention);
    state.forget();
    return false;
  }

  /** When {@link #elapse} has something to do next. */
  long due(SensorState state, boolean ended) {
    long due = state.lastReading + retention;
    if (!ended && watchesDropout(state)) {
      due = Math.min(due, state.lastReading + dropoutAfter);
    }
    return state.episode == null ? due : Math.min(due, state.episode.end() + gap(state));
  }

  /** How long no reading may be anomalous before the episode is over; in us. */
  private long gap(SensorState state) {
    if (gap > 0) {
      return gap;
    }
    long byInterval = state.interval > 0 ? Math.round(GAP_INTERVALS * state.interval) : FIRST_GAP;
    // Or the sensor would be forgotten in the middle of an episode.
    return Math.min(byInterval, retention);
  }

  /** The average of the intervals; one without readings for long counts as a few. */
  private static double usualInterval(double usual, long interval) {
    if (usual <= 0) {
      return interval;
    }
    double bounded = Math.min(interval, GAP_INTERVALS * usual);
    return usual + INTERVAL_WEIGHT * (bounded - usual);
  }

  private boolean watchesDropout(SensorState state) {
    return dropoutAfter > 0 && state.overdueSince == SensorState.NONE;
  }

  private void closeDropout(SensorState state, SensorKey key, long end) {
    if (state.overdueSince != SensorState.NONE) {
      results.accept(dropout(state, key, end, 1, ResultStatus.FINAL));
      state.overdueSince = SensorState.NONE;
    }
  }

  private static AnomalyEpisode dropout(
      SensorState state, SensorKey key, long end, int revision, ResultStatus status) {
    return new AnomalyEpisode(
        key.source(),
        key.sensor(),
        Micros.instant(state.overdueSince),
        Micros.instant(end),
        0L,
        null,
        null,
        AnomalyKind.DROPOUT,
        revision,
        status);
  }
}
