package io.millrace.industrial.anomaly;

import io.millrace.industrial.rollup.SensorKey;
import io.millrace.operators.anomaly.Suppression;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.AnomalyKind;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.SensorScore;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** From the readings of a sensor, in order, to scores and episodes. */
final class SensorMonitor {
  private final SensorAnomalyParameters parameters;
  private final QualityChecks checks;
  private final Episodes episodes;

  /**
   * @param results receives the results of episodes
   */
  SensorMonitor(SensorAnomalyParameters parameters, Consumer<AnomalyEpisode> results) {
    this.parameters = parameters;
    this.checks = new QualityChecks(parameters);
    this.episodes = new Episodes(parameters, results);
  }

  /** Takes the next reading of a sensor whose state is given and brought up to date. */
  SensorScore reading(SensorState state, SensorReading reading) {
    SensorKey key = new SensorKey(reading.getSource(), reading.getSensor());
    long time = Micros.of(reading.getEventTime());
    episodes.elapse(state, key, time, false);
    episodes.arrived(state, key, time);

    AnomalyKind failed = checks.failed(reading, time, state.history).orElse(AnomalyKind.UNKNOWN);
    OptionalDouble expected = state.model.expected();
    Judgement judgement = judge(state, reading, failed).orElse(null);
    boolean reached = judgement != null && judgement.reached();
    boolean unusual = judgement != null && judgement.unusual();
    boolean echo = reached && state.suppression.suppresses(judgement.score());
    boolean drifting = judgement != null && judgement.drifting();
    boolean alarm =
        failed != AnomalyKind.UNKNOWN || reached && !echo || drifting && !state.drifting;
    state.drifting = drifting;
    state.suppression =
        reached && !echo
            ? Suppression.after(judgement.score(), parameters.suppress())
            : state.suppression.next();
    if (alarm || (unusual || drifting) && state.episode != null) {
      episodes.anomalous(state, key, time, reading.getValue(), judgement, failed);
    }
    return new SensorScore(
        reading.getSource(),
        reading.getSensor(),
        reading.getEventTime(),
        QualityChecks.hasValue(reading) ? reading.getValue() : null,
        expected.isPresent() ? expected.getAsDouble() : null,
        judgement == null ? null : judgement.score(),
        alarm);
  }

  /**
   * Lets event time pass without a reading.
   *
   * @param ended whether the input has ended: then no reading is overdue
   * @return whether the sensor is still remembered
   */
  boolean elapse(SensorState state, SensorKey key, long now, boolean ended) {
    return episodes.elapse(state, key, now, ended);
  }

  /** When {@link #elapse} has something to do next, if no reading comes before. */
  long due(SensorState state, boolean ended) {
    return episodes.due(state, ended);
  }

  private Optional<Judgement> judge(SensorState state, SensorReading reading, AnomalyKind failed) {
    if (failed == AnomalyKind.UNKNOWN) {
      boolean settling = state.suppression.remaining() > 0;
      return state.model.judgeAndLearn(reading.getValue(), settling, parameters);
    }
    // What fails a check is no example of the usual, however often it comes.
    return failed == AnomalyKind.BAD_QUALITY
        ? Optional.empty()
        : state.model.judge(reading.getValue(), parameters);
  }
}
