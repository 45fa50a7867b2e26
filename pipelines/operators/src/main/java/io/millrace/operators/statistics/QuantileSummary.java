package io.millrace.operators.statistics;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count, extremes and quantiles of finite doubles, at a fraction of the memory of a {@link
 * Summary}. Any grouping of the same values, in any order, gives equal summaries.
 */
public final class QuantileSummary {
  /** How a summary is kept and sent. */
  public static final Codec<QuantileSummary> CODEC = new QuantileSummaryCodec();

  private double min;
  private double max;
  private final Quantiles quantiles;

  /** A summary of no values. */
  public QuantileSummary() {
    this(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, new Quantiles());
  }

  private QuantileSummary(double min, double max, Quantiles quantiles) {
    this.min = min;
    this.max = max;
    this.quantiles = quantiles;
  }

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if it is infinite or not a number; nothing was added then
   */
  public void add(double value) {
    add(value, 1);
  }

  /**
   * Adds a value several times.
   *
   * @param times at least one
   * @throws IllegalArgumentException if it is infinite or not a number; nothing was added then
   */
  public void add(double value, long times) {
    quantiles.add(value, times);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** Adds the values of another summary, which stays as it is. */
  public void add(QuantileSummary other) {
    quantiles.add(other.quantiles);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** How many values were added. */
  public long count() {
    return quantiles.count();
  }

  /** The least value, exactly; positive infinity if there is none. */
  public double min() {
    return min;
  }

  /** The greatest value, exactly; negative infinity if there is none. */
  public double max() {
    return max;
  }

  /**
   * A quantile, within 1 % of the value at the {@linkplain NearestRank nearest rank}.
   *
   * @param q from 0 to 1
   * @throws IllegalStateException if no value was added
   */
  public double quantile(double q) {
    return quantiles.value(q, min, max);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantileSummary that
        && Double.compare(min, that.min) == 0
        && Double.compare(max, that.max) == 0
        && quantiles.equals(that.quantiles);
  }

  @Override
  public int hashCode() {
    return quantiles.hashCode();
  }

  @Override
  public String toString() {
    return "QuantileSummary[count=" + count() + ", min=" + min + ", max=" + max + "]";
  }

  /** How a summary is kept and sent. */
  public static final class QuantileSummaryCodec implements Codec<QuantileSummary> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(QuantileSummary value, DataOutput target) throws IOException {
      target.writeDouble(value.min);
      target.writeDouble(value.max);
      value.quantiles.write(target);
    }

    @Override
    public QuantileSummary read(DataInput source, int version) throws IOException {
      double min = source.readDouble();
      double max = source.readDouble();
      return new QuantileSummary(min, max, Quantiles.read(source));
    }

    @Override
    public QuantileSummary copy(QuantileSummary value) {
      return new QuantileSummary(value.min, value.max, value.quantiles.copy());
    }

    @Override
    public Class<QuantileSummary> type() {
      return QuantileSummary.class;
    }
  }
}
