package io.millrace.operators.statistics;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * Count, extremes, mean, standard deviation and quantiles of finite doubles. Any grouping of the
 * same values, in any order, gives equal summaries and bit for bit the same results.
 */
public final class Summary {
  /** How a summary is kept and sent. */
  public static final Codec<Summary> CODEC = new SummaryCodec();

  private long count;
  private double min;
  private double max;
  private final ExactSum sum;
  private final ExactSum squares;
  private final Quantiles quantiles;

  /** A summary of no values. */
  public Summary() {
    this(
        0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        new ExactSum(),
        new ExactSum(),
        new Quantiles());
  }

  private Summary(
      long count, double min, double max, ExactSum sum, ExactSum squares, Quantiles quantiles) {
    this.count = count;
    this.min = min;
    this.max = max;
    this.sum = sum;
    this.squares = squares;
    this.quantiles = quantiles;
  }

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if it is infinite or not a number; nothing was added then
   */
  public void add(double value) {
    sum.add(value);
    squares.addSquare(value);
    quantiles.add(value);
    count++;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** Adds the values of another summary, which stays as it is. */
  public void add(Summary other) {
    count += other.count;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    sum.add(other.sum);
    squares.add(other.squares);
    quantiles.add(other.quantiles);
  }

  /** How many values were added. */
  public long count() {
    return count;
  }

  /** The least value; positive infinity if there is none. */
  public double min() {
    return min;
  }

  /** The greatest value; negative infinity if there is none. */
  public double max() {
    return max;
  }

  /** The exact sum, rounded once. */
  public double sum() {
    return sum.value();
  }

  /**
   * The exact mean, rounded once.
   *
   * @throws IllegalStateException if no value was added
   */
  public double mean() {
    requireValues();
    return Rounding.quotient(sum.mantissa(), sum.exponent(), count);
  }

  /**
   * The exact population standard deviation, rounded once: the square root of the mean squared
   * distance from the mean.
   *
   * @throws IllegalStateException if no value was added
   */
  public double standardDeviation() {
    requireValues();
    // With n values, sum s and sum of squares q this is sqrt(n * q - s * s) / n.
    BigInteger total = sum.mantissa();
    BigInteger minuend = squares.mantissa().multiply(BigInteger.valueOf(count));
    BigInteger subtrahend = total.multiply(total);
    int exponent = Math.min(squares.exponent(), 2 * sum.exponent());
    BigInteger difference =
        minuend
            .shiftLeft(squares.exponent() - exponent)
            .subtract(subtrahend.shiftLeft(2 * sum.exponent() - exponent));
    return Rounding.rootQuotient(difference, exponent, count);
  }

  /**
   * A quantile, within 1 % of the value at the {@linkplain NearestRank nearest rank}, and exact in
   * that it is never below the least nor above the greatest value.
   *
   * @param q from 0 to 1
   * @throws IllegalStateException if no value was added
   */
  public double quantile(double q) {
    return quantiles.value(q, min, max);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Summary that
        && count == that.count
        && Double.compare(min, that.min) == 0
        && Double.compare(max, that.max) == 0
        && sum.equals(that.sum)
        && squares.equals(that.squares)
        && quantiles.equals(that.quantiles);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(count) + sum.hashCode();
  }

  @Override
  public String toString() {
    return "Summary[count=" + count + ", min=" + min + ", max=" + max + ", sum=" + sum() + "]";
  }

  private void requireValues() {
    if (count == 0) {
      throw new IllegalStateException("No value was added");
    }
  }

  /** How a summary is kept and sent. */
  public static final class SummaryCodec implements Codec<Summary> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Summary value, DataOutput target) throws IOException {
      VariableLength.write(value.count, target);
      target.writeDouble(value.min);
      target.writeDouble(value.max);
      value.sum.write(target);
      value.squares.write(target);
      value.quantiles.write(target);
    }

    @Override
    public Summary read(DataInput source, int version) throws IOException {
      long count = VariableLength.read(source);
      double min = source.readDouble();
      double max = source.readDouble();
      ExactSum sum = ExactSum.read(source);
      ExactSum squares = ExactSum.read(source);
      return new Summary(count, min, max, sum, squares, Quantiles.read(source));
    }

    @Override
    public Summary copy(Summary value) {
      return new Summary(
          value.count,
          value.min,
          value.max,
          value.sum.copy(),
          value.squares.copy(),
          value.quantiles.copy());
    }

    @Override
    public Class<Summary> type() {
      return Summary.class;
    }
  }
}
