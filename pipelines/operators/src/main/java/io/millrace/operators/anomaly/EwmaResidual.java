package io.millrace.operators.anomaly;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A level that follows a series by an exponentially weighted moving average (Roberts 1959). The raw
 * score of a value is its distance from the level.
 *
 * <p>What the level learns of one value is bounded: a residual counts as at most {@value #BOUND}
 * times the usual one. So a few anomalies move it hardly, and a lasting change moves it all the
 * way, for the usual residual grows with it.
 */
public final class EwmaResidual {
  /** How it is kept. */
  public static final Codec<EwmaResidual> CODEC = new EwmaResidualCodec();

  private static final double BOUND = 5;

  /** The usual residual is followed more slowly than the level, so that it is the steadier one. */
  private static final double SCALE_SHARE = 0.2;

  private boolean started;
  private double level;
  private double usual;

  /** Whether there is a level, which is after the first value. */
  public boolean isStarted() {
    return started;
  }

  /** The value that is expected next. */
  public double level() {
    return level;
  }

  /** By how much a finite value is above the level; finite. */
  public double residual(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(value - level, Double.MAX_VALUE));
  }

  /**
   * Learns a finite value.
   *
   * @param smoothing the weight of the value, above 0 and at most 1
   */
  public void learn(double value, double smoothing) {
    if (!started) {
      started = true;
      level = value;
      return;
    }
    double residual = residual(value);
    double size = Math.abs(residual);
    // A series that was flat has no usual residual yet.
    double bounded = usual > 0 ? Math.min(size, BOUND * usual) : size;
    level += smoothing * Math.copySign(bounded, residual);
    usual += smoothing * SCALE_SHARE * (bounded - usual);
  }

  /** How it is kept. */
  public static final class EwmaResidualCodec implements Codec<EwmaResidual> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(EwmaResidual value, DataOutput target) throws IOException {
      target.writeBoolean(value.started);
      target.writeDouble(value.level);
      target.writeDouble(value.usual);
    }

    @Override
    public EwmaResidual read(DataInput source, int version) throws IOException {
      EwmaResidual value = new EwmaResidual();
      value.started = source.readBoolean();
      value.level = source.readDouble();
      value.usual = source.readDouble();
      return value;
    }

    @Override
    public EwmaResidual copy(EwmaResidual value) {
      EwmaResidual copy = new EwmaResidual();
      copy.started = value.started;
      copy.level = value.level;
      copy.usual = value.usual;
      return copy;
    }

    @Override
    public Class<EwmaResidual> type() {
      return EwmaResidual.class;
    }
  }
}
