package io.millrace.operators.anomaly;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The readings of the recent past that reached the threshold. A new reading is ranked among them,
 * so that their share keeps to the promised rate on series of any kind, also where the evidence of
 * a reading is not calibrated well.
 *
 * <p>To the tail probability of a reading, 10<sup>−evidence</sup>, is added the share of earlier
 * readings over the threshold whose evidence was at least as great:
 *
 * <ul>
 *   <li>of those less than {@code near} readings ago each counts as one of the readings that the
 *       evidence was calibrated by, for they are mostly of one cause (declustering by runs; Smith
 *       and Weissman 1994): what goes on is no second surprise, unless it is twice as rare;
 *   <li>of older ones each counts as one in {@value #HORIZON} divided by the rate: what is as rare
 *       as the rate allows is reported each time, what recurs more often is usual.
 * </ul>
 *
 * <p>Evidence that grows without end is greater than all before, so a rank doesn't bound it. If
 * <i>b</i> more readings over the threshold are remembered than the rate allows for, {@value
 * #PENALTY} <i>b</i>² is taken from the score (after the adaptive conformal inference of Gibbs and
 * Candès 2021, which moves the level by what went wrong).
 */
public final class Exceedances {
  /** How it is kept. */
  public static final Codec<Exceedances> CODEC = new ExceedancesCodec();

  /** How many readings over the threshold the rate allows for in the time they are remembered. */
  private static final double HORIZON = 5;

  private static final double PENALTY = 0.5;

  /** What goes on is news only if it is twice as rare. */
  private static final double NEWS = StrictMath.log10(2);

  /** Of few readings three over the threshold are no sign of a wrong calibration. */
  private static final double ALLOWED = 3;

  /** A bound of the state; with the penalty there are never nearly as many. */
  private static final int CAPACITY = 256;

  /** Shared, for there may be very many series that never had one. */
  private static final double[] NO_EVIDENCE = {};

  private static final long[] NO_READINGS = {};

  /**
   * What is promised.
   *
   * @param rate share of readings that may reach the threshold
   * @param near readings within which exceedances are of one cause
   */
  public record Settings(double rate, int near) {

    double horizon() {
      return HORIZON / rate;
    }
  }

  private long readings;
  private int size;
  private double[] evidence = NO_EVIDENCE;
  private long[] numbers = NO_READINGS;

  /**
   * The score of a reading, −log10 of a tail probability as its evidence is.
   *
   * @param reading its evidence, at least 0
   * @param known by how many readings the evidence was calibrated
   * @return at least 0, and at most the evidence
   */
  public double score(double reading, int known, Settings settings) {
    if (size == 0) {
      return reading;
    }
    double horizon = settings.horizon();
    double tail = StrictMath.pow(10, -reading);
    int remembered = 0;
    for (int i = 0; i < size; i++) {
      long age = readings - numbers[i];
      if (age <= horizon) {
        remembered++;
        boolean near = age <= settings.near;
        if (evidence[i] + (near ? NEWS : 0) >= reading) {
          tail += 1 / ((near ? known : horizon) + 1);
        }
      }
    }
    double allowed = ALLOWED + settings.rate * Math.min(readings, horizon);
    double beyond = Math.max(0, remembered - allowed);
    // Where the tail is that of the evidence alone, it is not rounded by way of the power.
    double score = -StrictMath.log10(Math.min(1, tail));
    return Math.max(0, Math.min(score, reading) - PENALTY * beyond * beyond);
  }

  /**
   * Lets a reading pass.
   *
   * @param reached whether its score reached the threshold
   */
  public void learn(double reading, boolean reached, Settings settings) {
    if (reached) {
      forget(settings.horizon());
      if (size == evidence.length) {
        int capacity = Math.min(CAPACITY, Math.max(4, 2 * size));
        evidence = Arrays.copyOf(evidence, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
      }
      evidence[size] = reading;
      numbers[size] = readings;
      size++;
    }
    readings++;
  }

  /** Of those that are too old, or too many. */
  private void forget(double horizon) {
    int old = 0;
    while (old < size && readings - numbers[old] > horizon) {
      old++;
    }
    old = Math.max(old, size - CAPACITY + 1);
    if (old > 0) {
      size -= old;
      System.arraycopy(evidence, old, evidence, 0, size);
      System.arraycopy(numbers, old, numbers, 0, size);
    }
  }

  /** How it is kept. */
  public static final class ExceedancesCodec implements Codec<Exceedances> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Exceedances value, DataOutput target) throws IOException {
      target.writeLong(value.readings);
      target.writeInt(value.size);
      for (int i = 0; i < value.size; i++) {
        target.writeDouble(value.evidence[i]);
        target.writeLong(value.numbers[i]);
      }
    }

    @Override
    public Exceedances read(DataInput source, int version) throws IOException {
      Exceedances value = new Exceedances();
      value.readings = source.readLong();
      value.size = source.readInt();
      value.evidence = new double[value.size];
      value.numbers = new long[value.size];
      for (int i = 0; i < value.size; i++) {
        value.evidence[i] = source.readDouble();
        value.numbers[i] = source.readLong();
      }
      return value;
    }

    @Override
    public Exceedances copy(Exceedances value) {
      Exceedances copy = new Exceedances();
      copy.readings = value.readings;
      copy.size = value.size;
      copy.evidence = Arrays.copyOf(value.evidence, value.size);
      copy.numbers = Arrays.copyOf(value.numbers, value.size);
      return copy;
    }

    @Override
    public Class<Exceedances> type() {
      return Exceedances.class;
    }
  }
}
