package io.millrace.operators.anomaly;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells when a level has moved away, however slowly, from where it was: by its distance from a
 * second level that follows it {@value #HORIZON} times as slowly.
 *
 * <p>Neighbouring distances say nearly the same, so only one in a stride (the readings that the
 * level's average spans) is ranked among earlier ones. To keep a rate of false alarms per reading,
 * one such sample may be as rare as a stride of readings together.
 */
public final class LevelDrift {
  /** How it is kept. */
  public static final Codec<LevelDrift> CODEC = new LevelDriftCodec();

  private static final int HORIZON = 50;

  private boolean started;
  private double slow;
  private long readings;
  private boolean drifting;
  private int unlearned;
  private ConformalCalibrator distances = new ConformalCalibrator();

  /**
   * How a drift is told.
   *
   * @param smoothing the weight of a reading in the level
   * @param threshold −log10 of the share of readings that may be found drifting in vain
   * @param calibration distances that are kept
   * @param adaptEvery of the distances found to be a drift, one in so many is learned
   */
  public record Settings(double smoothing, double threshold, int calibration, int adaptEvery) {

    int stride() {
      return (int) Math.max(1, Math.round(1 / smoothing));
    }
  }

  /** Whether the level, as of one more reading, drifts. */
  public boolean follow(double level, Settings settings) {
    if (!started) {
      startAnew(level);
    }
    slow += settings.smoothing / HORIZON * (level - slow);
    readings++;
    if (readings % settings.stride() == 0) {
      sample(Math.abs(level - slow), settings);
    }
    return drifting;
  }

  /** Takes the present level as where it belongs. */
  public void startAnew(double level) {
    started = true;
    slow = level;
    drifting = false;
  }

  private void sample(double distance, Settings settings) {
    double score = distances.score(distance) + StrictMath.log10(settings.stride());
    drifting = distances.size() >= HORIZON && score >= settings.threshold;
    unlearned = drifting ? (unlearned + 1) % settings.adaptEvery : unlearned;
    if (!drifting || unlearned == 0) {
      distances.learn(distance, settings.calibration);
    }
  }

  /** How it is kept. */
  public static final class LevelDriftCodec implements Codec<LevelDrift> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(LevelDrift value, DataOutput target) throws IOException {
      target.writeBoolean(value.started);
      target.writeDouble(value.slow);
      target.writeLong(value.readings);
      target.writeBoolean(value.drifting);
      target.writeInt(value.unlearned);
      ConformalCalibrator.CODEC.write(value.distances, target);
    }

    @Override
    public LevelDrift read(DataInput source, int version) throws IOException {
      LevelDrift value = new LevelDrift();
      value.started = source.readBoolean();
      value.slow = source.readDouble();
      value.readings = source.readLong();
      value.drifting = source.readBoolean();
      value.unlearned = source.readInt();
      value.distances = ConformalCalibrator.CODEC.read(source, 1);
      return value;
    }

    @Override
    public LevelDrift copy(LevelDrift value) {
      LevelDrift copy = new LevelDrift();
      copy.started = value.started;
      copy.slow = value.slow;
      copy.readings = value.readings;
      copy.drifting = value.drifting;
      copy.unlearned = value.unlearned;
      copy.distances = ConformalCalibrator.CODEC.copy(value.distances);
      return copy;
    }

    @Override
    public Class<LevelDrift> type() {
      return LevelDrift.class;
    }
  }
}
