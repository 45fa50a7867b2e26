package io.millrace.industrial.anomaly;

import io.millrace.operators.anomaly.CombinedScore;
import io.millrace.operators.anomaly.ConformalCalibrator;
import io.millrace.operators.anomaly.EwmaResidual;
import io.millrace.operators.anomaly.Exceedances;
import io.millrace.operators.anomaly.KnnShingle;
import io.millrace.operators.anomaly.LevelDrift;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of the usual course of one sensor.
 *
 * <p>A reading found anomalous is no example of the usual, so it is not learned; but one in {@code
 * adapt-every} is, and so a change that lasts becomes the usual after some time.
 */
final class SensorModel {
  private EwmaResidual level = new EwmaResidual();
  private KnnShingle shingles = new KnnShingle();
  private LevelDrift drift = new LevelDrift();
  private ConformalCalibrator levelScores = new ConformalCalibrator();
  private ConformalCalibrator shingleScores = new ConformalCalibrator();
  private Exceedances exceedances = new Exceedances();
  private int seen;
  private int unlearned;

  /**
   * Judges the value of a reading by those before it; empty for the first, and where there is no
   * scorer.
   */
  Optional<Judgement> judge(double value, SensorAnomalyParameters parameters) {
    return score(value, parameters).map(raw -> judgement(raw, parameters));
  }

  /**
   * Judges the value of a reading as {@link #judge} does, then learns it.
   *
   * @param settling whether an alarm is so young that the level may still be moving because of what
   *     it reported
   */
  Optional<Judgement> judgeAndLearn(
      double value, boolean settling, SensorAnomalyParameters parameters) {
    Optional<RawScores> raw = score(value, parameters);
    Optional<Judgement> judgement = raw.map(scores -> judgement(scores, parameters));
    boolean unusual = judgement.isPresent() && judgement.get().unusual();
    unlearned = unusual ? (unlearned + 1) % parameters.adaptEvery() : unlearned;
    boolean example = !unusual || unlearned == 0;
    if (seen >= parameters.warmUp()) {
      judgement.ifPresent(
          one -> exceedances.learn(one.evidence(), one.reached(), parameters.exceedances()));
    }
    if (example && raw.isPresent()) {
      raw.get().level().ifPresent(one -> levelScores.learn(one, parameters.calibration()));
      raw.get().shingle().ifPresent(one -> shingleScores.learn(one, parameters.calibration()));
    }
    level.learn(value, parameters.smoothing());
    if (parameters.scorers().contains(Scorer.KNN_SHINGLE)) {
      shingles.learn(value, example, parameters.shingles());
    }
    seen = Math.min(seen + 1, parameters.warmUp());
    boolean drifting = drifts(settling, parameters);
    return judgement.map(one -> drifting ? one.withDrift() : one);
  }

  /** What was reported as an anomaly is not reported again as a drift. */
  private boolean drifts(boolean settling, SensorAnomalyParameters parameters) {
    if (!parameters.scorers().contains(Scorer.LEVEL_DRIFT)) {
      return false;
    } else if (settling) {
      drift.startAnew(level.level());
      return false;
    }
    return drift.follow(level.level(), parameters.drift());
  }

  /** The level of the readings so far; empty before the first. */
  OptionalDouble expected() {
    return level.isStarted() ? OptionalDouble.of(level.level()) : OptionalDouble.empty();
  }

  private record RawScores(OptionalDouble level, OptionalDouble shingle) {}

  private Optional<RawScores> score(double value, SensorAnomalyParameters parameters) {
    if (!level.isStarted() || parameters.scorers().isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble byLevel =
        parameters.scorers().contains(Scorer.EWMA_RESIDUAL)
            ? OptionalDouble.of(Math.abs(level.residual(value)))
            : OptionalDouble.empty();
    OptionalDouble byShingle =
        parameters.scorers().contains(Scorer.KNN_SHINGLE)
            ? shingles.score(value, parameters.shingles())
            : OptionalDouble.empty();
    return Optional.of(new RawScores(byLevel, byShingle));
  }

  private Judgement judgement(RawScores raw, SensorAnomalyParameters parameters) {
    double byLevel = raw.level().isPresent() ? levelScores.score(raw.level().getAsDouble()) : 0;
    double byShingle =
        raw.shingle().isPresent() ? shingleScores.score(raw.shingle().getAsDouble()) : 0;
    boolean both = raw.level().isPresent() && raw.shingle().isPresent();
    double evidence = both ? CombinedScore.of(byLevel, byShingle) : byLevel + byShingle;
    int known = Math.max(levelScores.size(), shingleScores.size());
    double score = exceedances.score(evidence, known, parameters.exceedances());
    boolean trusted = seen >= parameters.warmUp();
    return new Judgement(
        level.level(),
        score,
        evidence,
        byLevel,
        trusted && score >= parameters.threshold(),
        trusted && evidence >= parameters.threshold(),
        false);
  }

  void write(DataOutput target) throws IOException {
    EwmaResidual.CODEC.write(level, target);
    KnnShingle.CODEC.write(shingles, target);
    LevelDrift.CODEC.write(drift, target);
    ConformalCalibrator.CODEC.write(levelScores, target);
    ConformalCalibrator.CODEC.write(shingleScores, target);
    target.writeInt(seen);
    target.writeInt(unlearned);
    Exceedances.CODEC.write(exceedances, target);
  }

  static SensorModel read(DataInput source, int version) throws IOException {
    SensorModel model = new SensorModel();
    model.level = EwmaResidual.CODEC.read(source, 1);
    model.shingles = KnnShingle.CODEC.read(source, 1);
    model.drift = LevelDrift.CODEC.read(source, 1);
    model.levelScores = ConformalCalibrator.CODEC.read(source, 1);
    model.shingleScores = ConformalCalibrator.CODEC.read(source, 1);
    model.seen = source.readInt();
    model.unlearned = source.readInt();
    if (version >= SensorState.WITH_EXCEEDANCES) {
      model.exceedances = Exceedances.CODEC.read(source, 1);
    }
    return model;
  }

  SensorModel copy() {
    SensorModel copy = new SensorModel();
    copy.level = EwmaResidual.CODEC.copy(level);
    copy.shingles = KnnShingle.CODEC.copy(shingles);
    copy.drift = LevelDrift.CODEC.copy(drift);
    copy.levelScores = ConformalCalibrator.CODEC.copy(levelScores);
    copy.shingleScores = ConformalCalibrator.CODEC.copy(shingleScores);
    copy.exceedances = Exceedances.CODEC.copy(exceedances);
    copy.seen = seen;
    copy.unlearned = unlearned;
    return copy;
  }
}
