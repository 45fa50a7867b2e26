package io.millrace.operators.anomaly;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Turns raw scores, of whatever unit, into tail probabilities: how many of the last raw scores of
 * the same series were at least as great (conformal prediction; Vovk, Gammerman, Shafer 2005).
 *
 * <p>With the rank <i>r</i> of a raw score among <i>n</i> earlier ones the score is
 * −log10((<i>r</i> + 1) / (<i>n</i> + 1)). If raw scores come in random order, at most one in
 * 10<sup>s</sup> scores <i>s</i> or more, whatever their distribution. Beyond the greatest raw
 * score seen, log10 of the excess (raw / greatest) is added: as if the tail were one of Pareto with
 * exponent 1.
 *
 * <p>Raw scores are kept as floats, 8 bytes each.
 */
public final class ConformalCalibrator {
  /** How it is kept. */
  public static final Codec<ConformalCalibrator> CODEC = new ConformalCalibratorCodec();

  private static final int FIRST_CAPACITY = 4;

  /** Shared, for there may be very many series of which little is known. */
  private static final float[] NOTHING = {};

  /** In the order in which they came, from {@code oldest} on and round. */
  private float[] ring = NOTHING;

  private int oldest;
  private int size;
  private float[] sorted = NOTHING;

  /** How many raw scores are known. */
  public int size() {
    return size;
  }

  /**
   * The calibrated score of a raw one, which is not learned by that.
   *
   * @param raw at least 0; perhaps infinite
   * @return at least 0, and finite
   */
  public double score(double raw) {
    float narrow = narrow(raw);
    int rank = size - countBelow(narrow);
    // Subtracted, for the negative of 0 is -0.0.
    double score = 0 - StrictMath.log10((rank + 1.0) / (size + 1.0));
    boolean beyond = rank == 0 && size > 0 && sorted[size - 1] > 0;
    return beyond ? score + StrictMath.log10((double) narrow / sorted[size - 1]) : score;
  }

  /**
   * Learns a raw score.
   *
   * @param window how many are kept, at least 1; the oldest give way
   */
  public void learn(double raw, int window) {
    while (size >= window) {
      removeOldest();
    }
    if (size == ring.length) {
      grow(window);
    }
    float narrow = narrow(raw);
    int place = countBelow(narrow);
    System.arraycopy(sorted, place, sorted, place + 1, size - place);
    sorted[place] = narrow;
    ring[(oldest + size) % ring.length] = narrow;
    size++;
  }

  private static float narrow(double raw) {
    return (float) Math.min(raw, Float.MAX_VALUE);
  }

  private int countBelow(float raw) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < raw) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void removeOldest() {
    int place = countBelow(ring[oldest]);
    size--;
    System.arraycopy(sorted, place + 1, sorted, place, size - place);
    oldest = (oldest + 1) % ring.length;
  }

  private void grow(int window) {
    int capacity = Math.min(window, Math.max(FIRST_CAPACITY, 2 * size));
    ring = Arrays.copyOf(inOrder(), capacity);
    sorted = Arrays.copyOf(sorted, capacity);
    oldest = 0;
  }

  private float[] inOrder() {
    float[] values = new float[size];
    int first = Math.min(size, ring.length - oldest);
    System.arraycopy(ring, oldest, values, 0, first);
    System.arraycopy(ring, 0, values, first, size - first);
    return values;
  }

  /** How it is kept: the raw scores from the oldest to the newest. */
  public static final class ConformalCalibratorCodec implements Codec<ConformalCalibrator> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(ConformalCalibrator value, DataOutput target) throws IOException {
      target.writeInt(value.size);
      for (float raw : value.inOrder()) {
        target.writeFloat(raw);
      }
    }

    @Override
    public ConformalCalibrator read(DataInput source, int version) throws IOException {
      float[] values = new float[source.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = source.readFloat();
      }
      return of(values);
    }

    @Override
    public ConformalCalibrator copy(ConformalCalibrator value) {
      ConformalCalibrator copy = new ConformalCalibrator();
      copy.ring = value.inOrder();
      copy.size = value.size;
      copy.sorted = Arrays.copyOf(value.sorted, value.size);
      return copy;
    }

    @Override
    public Class<ConformalCalibrator> type() {
      return ConformalCalibrator.class;
    }

    private static ConformalCalibrator of(float[] values) {
      ConformalCalibrator value = new ConformalCalibrator();
      value.ring = values;
      value.size = values.length;
      value.sorted = values.clone();
      Arrays.sort(value.sorted);
      return value;
    }
  }
}
