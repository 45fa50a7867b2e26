package io.millrace.operators.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A quantile sketch whose values are within 1 % of a true quantile: DDSketch, after Masson, Rim and
 * Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", 2019.
 *
 * <p>Counts are whole numbers and buckets are never collapsed, so neither order nor grouping
 * matters. A bucket is told by the exponent and the upper six bits of the fraction: 64 buckets from
 * each power of two to the next, half as many again as a logarithm would need, but no logarithm is
 * computed, so every JVM finds the same bucket. Magnitudes below {@link Double#MIN_NORMAL} count as
 * zero.
 */
public final class Quantiles {
  /** The relative error of every value, at most. */
  public static final double RELATIVE_ACCURACY = 1.0 / 129;

  private static final int FRACTION_BITS_KEPT = 6;
  private static final int BITS_DROPPED = 52 - FRACTION_BITS_KEPT;
  private static final int BUCKETS_A_POWER = 1 << FRACTION_BITS_KEPT;

  private final Buckets positive;
  private final Buckets negative;
  private long zeros;

  /** A sketch of no values. */
  public Quantiles() {
    this(new Buckets(), new Buckets(), 0);
  }

  private Quantiles(Buckets positive, Buckets negative, long zeros) {
    this.positive = positive;
    this.negative = negative;
    this.zeros = zeros;
  }

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if it is infinite or not a number
   */
  public void add(double value) {
    add(value, 1);
  }

  /**
   * Adds a value several times.
   *
   * @param times not negative
   * @throws IllegalArgumentException if it is infinite or not a number
   */
  public void add(double value, long times) {
    double magnitude = Math.abs(value);
    if (magnitude < Double.MIN_NORMAL) {
      zeros += times;
    } else if (magnitude <= Double.MAX_VALUE) {
      (value > 0 ? positive : negative).add(bucket(magnitude), times);
    } else {
      throw new IllegalArgumentException("Only finite values have quantiles, not " + value);
    }
  }

  /** Adds the values of another sketch, which stays as it is. */
  public void add(Quantiles other) {
    positive.add(other.positive);
    negative.add(other.negative);
    zeros += other.zeros;
  }

  /**
   * This sketch without the values of another, both of which stay as they are. A bucket from which
   * more would be taken than it holds is left empty.
   */
  public Quantiles minus(Quantiles other) {
    return new Quantiles(
        positive.minus(other.positive),
        negative.minus(other.negative),
        Math.max(0, zeros - other.zeros));
  }

  /** How many values were added. */
  public long count() {
    return positive.total() + negative.total() + zeros;
  }

  /**
   * The value at the {@linkplain NearestRank nearest rank}, {@code ceil(q * count)}.
   *
   * @param q from 0 to 1
   * @param min the least value added, below which no result lies
   * @param max the greatest value added, above which no result lies
   * @throws IllegalStateException if no value was added
   */
  public double value(double q, double min, double max) {
    long count = count();
    if (count == 0) {
      throw new IllegalStateException("No value was added");
    }
    return Math.min(Math.max(atRank(NearestRank.of(q, count)), min), max);
  }

  /** A sketch that shares nothing with this one. */
  public Quantiles copy() {
    return new Quantiles(positive.copy(), negative.copy(), zeros);
  }

  /** Writes it as part of something that has a codec. */
  public void write(DataOutput target) throws IOException {
    VariableLength.write(zeros, target);
    positive.write(target);
    negative.write(target);
  }

  /** Reads what {@link #write} wrote. */
  public static Quantiles read(DataInput source) throws IOException {
    long zeros = VariableLength.read(source);
    Buckets positive = Buckets.read(source);
    return new Quantiles(positive, Buckets.read(source), zeros);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantiles that
        && zeros == that.zeros
        && positive.equals(that.positive)
        && negative.equals(that.negative);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * positive.hashCode() + negative.hashCode()) + Long.hashCode(zeros);
  }

  @Override
  public String toString() {
    return "Quantiles[of " + count() + " values]";
  }

  private double atRank(long rank) {
    long left = rank - 1;
    for (int i = negative.size() - 1; i >= 0; i--) {
      left -= negative.count(i);
      if (left < 0) {
        return -middle(negative.index(i));
      }
    }
    left -= zeros;
    if (left < 0) {
      return 0;
    }
    for (int i = 0; i < positive.size(); i++) {
      left -= positive.count(i);
      if (left < 0) {
        return middle(positive.index(i));
      }
    }
    throw new IllegalStateException("Rank " + rank + " is beyond the count " + count());
  }

  private static int bucket(double magnitude) {
    return (int) (Double.doubleToRawLongBits(magnitude) >>> BITS_DROPPED);
  }

  /** The value whose relative distance to both ends of the bucket is the same. */
  private static double middle(int bucket) {
    double lower = Double.longBitsToDouble((long) bucket << BITS_DROPPED);
    double steps = BUCKETS_A_POWER + bucket % BUCKETS_A_POWER;
    return lower * ((2 * steps + 2) / (2 * steps + 1));
  }
}
