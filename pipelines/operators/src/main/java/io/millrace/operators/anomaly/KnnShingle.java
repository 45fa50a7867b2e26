package io.millrace.operators.anomaly;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The last values of a series. The raw score of a value is how far the shingle (the run of values)
 * that ends with it is from the most similar ones of the past: the mean Euclidean distance to the
 * nearest {@code neighbours}. Shingles that overlap the present one are no neighbours of it.
 */
public final class KnnShingle {
  /** How it is kept. */
  public static final Codec<KnnShingle> CODEC = new KnnShingleCodec();

  private static final int FIRST_CAPACITY = 4;

  /** Shared, for there may be very many series of which little is known. */
  private static final double[] NO_VALUES = {};

  private static final boolean[] NO_REFERENCES = {};

  /**
   * What is compared.
   *
   * @param shingle values in a run
   * @param window past values that are kept for comparison, beside those of the present shingle
   * @param neighbours how many of the nearest count
   */
  public record Settings(int shingle, int window, int neighbours) {
    public Settings {
      if (shingle < 1 || neighbours < 1 || window < shingle + neighbours) {
        throw new IllegalArgumentException(
            "the window of "
                + window
                + " holds too few shingles of "
                + shingle
                + " for "
                + neighbours
                + " neighbours");
      }
    }

    /** Among few shingles nearly all look far from each other, and say nothing of the series. */
    int needed() {
      return Math.max(neighbours, window / 4);
    }

    int kept() {
      return window + shingle - 1;
    }
  }

  private double[] values = NO_VALUES;
  private boolean[] references = NO_REFERENCES;

  /** The values are from {@code start} to {@code end}; what is before was kept once. */
  private int start;

  private int end;

  /**
   * The raw score of a finite value, at least 0 and perhaps infinite; empty until a quarter of the
   * window's shingles are known.
   */
  public OptionalDouble score(double value, Settings settings) {
    double[] nearest = new double[settings.neighbours];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int compared = 0;
    for (int last = start + settings.shingle - 1; last <= end - settings.shingle; last++) {
      if (references[last]) {
        compared++;
        insert(nearest, squaredDistance(value, last, settings.shingle, nearest[0]));
      }
    }
    if (compared < settings.needed()) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (double squared : nearest) {
      sum += Math.sqrt(squared);
    }
    return OptionalDouble.of(sum / settings.neighbours);
  }

  /**
   * Appends a finite value.
   *
   * @param reference whether the shingle that ends with it may be a neighbour of later ones
   */
  public void learn(double value, boolean reference, Settings settings) {
    start = Math.max(start, end - settings.kept() + 1);
    if (end == values.length) {
      makeRoom();
    }
    values[end] = value;
    references[end] = reference;
    end++;
  }

  /** From the present shingle to the one that ends at {@code last}; cut short above the bound. */
  private double squaredDistance(double value, int last, int shingle, double bound) {
    double sum = square(value - values[last]);
    for (int back = 1; back < shingle && sum < bound; back++) {
      sum += square(values[end - back] - values[last - back]);
    }
    return sum;
  }

  /** Into a list of the least, greatest first. */
  private static void insert(double[] nearest, double distance) {
    int place = 0;
    while (place < nearest.length && distance < nearest[place]) {
      if (place > 0) {
        nearest[place - 1] = nearest[place];
      }
      nearest[place] = distance;
      place++;
    }
  }

  private void makeRoom() {
    int size = end - start;
    // Twice what is kept: so values are moved once in as many steps, and lie in one piece.
    int capacity = Math.max(FIRST_CAPACITY, 2 * size);
    double[] newValues = new double[capacity];
    boolean[] newReferences = new boolean[capacity];
    System.arraycopy(values, start, newValues, 0, size);
    System.arraycopy(references, start, newReferences, 0, size);
    values = newValues;
    references = newReferences;
    start = 0;
    end = size;
  }

  private static double square(double number) {
    return number * number;
  }

  /** How it is kept. */
  public static final class KnnShingleCodec implements Codec<KnnShingle> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(KnnShingle value, DataOutput target) throws IOException {
      target.writeInt(value.end - value.start);
      for (int i = value.start; i < value.end; i++) {
        target.writeDouble(value.values[i]);
        target.writeBoolean(value.references[i]);
      }
    }

    @Override
    public KnnShingle read(DataInput source, int version) throws IOException {
      KnnShingle value = new KnnShingle();
      value.end = source.readInt();
      value.values = new double[value.end];
      value.references = new boolean[value.end];
      for (int i = 0; i < value.end; i++) {
        value.values[i] = source.readDouble();
        value.references[i] = source.readBoolean();
      }
      return value;
    }

    @Override
    public KnnShingle copy(KnnShingle value) {
      KnnShingle copy = new KnnShingle();
      copy.values = Arrays.copyOfRange(value.values, value.start, value.end);
      copy.references = Arrays.copyOfRange(value.references, value.start, value.end);
      copy.end = value.end - value.start;
      return copy;
    }

    @Override
    public Class<KnnShingle> type() {
      return KnnShingle.class;
    }
  }
}
