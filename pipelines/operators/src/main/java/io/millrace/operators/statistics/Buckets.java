package io.millrace.operators.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts by bucket index, of the buckets that are not empty, in order of the index. Equal counts
 * added in any order and grouping give equal buckets.
 */
public final class Buckets {
  /** Shared, for most sketches of many groups stay empty, or nearly so. */
  private static final int[] NO_INDICES = {};

  private static final long[] NO_COUNTS = {};

  private int[] indices = NO_INDICES;
  private long[] counts = NO_COUNTS;
  private int size;

  /** How many buckets are not empty. */
  public int size() {
    return size;
  }

  /**
   * The index of a bucket.
   *
   * @param position from 0 to below {@link #size}
   */
  public int index(int position) {
    return indices[position];
  }

  /**
   * The count of a bucket.
   *
   * @param position from 0 to below {@link #size}
   */
  public long count(int position) {
    return counts[position];
  }

  /** The sum of all counts. */
  public long total() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += counts[i];
    }
    return total;
  }

  /**
   * Adds to a bucket.
   *
   * @param index not negative
   */
  public void add(int index, long count) {
    int at = positionBelow(index);
    if (at < size && indices[at] == index) {
      counts[at] += count;
      return;
    }
    if (size > 0 && indices[at] < index) {
      at++;
    }
    if (size == indices.length) {
      int capacity = Math.max(1, 2 * size);
      indices = Arrays.copyOf(indices, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
    System.arraycopy(indices, at, indices, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    indices[at] = index;
    counts[at] = count;
    size++;
  }

  /** The counts that are greater than the other's, less those. */
  Buckets minus(Buckets other) {
    Buckets difference = new Buckets();
    int others = 0;
    for (int i = 0; i < size; i++) {
      while (others < other.size && other.index(others) < indices[i]) {
        others++;
      }
      boolean inBoth = others < other.size && other.index(others) == indices[i];
      long left = inBoth ? counts[i] - other.count(others) : counts[i];
      if (left > 0) {
        difference.add(indices[i], left);
      }
    }
    return difference;
  }

  /** The last position whose index is not greater, or 0; with no branch to be predicted wrongly. */
  private int positionBelow(int index) {
    int position = 0;
    for (int left = size; left > 1; ) {
      int half = left >>> 1;
      position += indices[position + half] <= index ? half : 0;
      left -= half;
    }
    return position;
  }

  /** Adds the counts of others, which stay as they are. */
  public void add(Buckets other) {
    int missing = other.size - inBoth(other);
    int[] mergedIndices = missing == 0 ? indices : new int[size + missing];
    long[] mergedCounts = missing == 0 ? counts : new long[size + missing];
    // From the greatest down, so that nothing is overwritten before it was read.
    int mine = size - 1;
    int others = other.size - 1;
    for (int to = size + missing - 1; others >= 0 || missing > 0 && mine >= 0; to--) {
      boolean takeMine = mine >= 0 && (others < 0 || indices[mine] >= other.indices[others]);
      int index = takeMine ? indices[mine] : other.indices[others];
      long count = takeMine ? counts[mine--] : 0;
      if (others >= 0 && other.indices[others] == index) {
        count += other.counts[others--];
      }
      mergedIndices[to] = index;
      mergedCounts[to] = count;
    }
    indices = mergedIndices;
    counts = mergedCounts;
    size += missing;
  }

  private int inBoth(Buckets other) {
    int found = 0;
    int mine = 0;
    for (int i = 0; i < other.size; i++) {
      while (mine < size && indices[mine] < other.indices[i]) {
        mine++;
      }
      found += mine < size && indices[mine] == other.indices[i] ? 1 : 0;
    }
    return found;
  }

  /** Buckets that share nothing with these. */
  public Buckets copy() {
    Buckets copy = new Buckets();
    if (size > 0) {
      copy.indices = Arrays.copyOf(indices, size);
      copy.counts = Arrays.copyOf(counts, size);
      copy.size = size;
    }
    return copy;
  }

  /** Writes the counts. */
  public void write(DataOutput target) throws IOException {
    VariableLength.write(size, target);
    int before = 0;
    for (int i = 0; i < size; i++) {
      VariableLength.write(indices[i] - before, target);
      VariableLength.write(counts[i], target);
      before = indices[i];
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Buckets read(DataInput source) throws IOException {
    Buckets buckets = new Buckets();
    buckets.size = (int) VariableLength.read(source);
    buckets.indices = new int[buckets.size];
    buckets.counts = new long[buckets.size];
    int index = 0;
    for (int i = 0; i < buckets.size; i++) {
      index += (int) VariableLength.read(source);
      buckets.indices[i] = index;
      buckets.counts[i] = VariableLength.read(source);
    }
    return buckets;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Buckets that
        && Arrays.equals(indices, 0, size, that.indices, 0, that.size)
        && Arrays.equals(counts, 0, size, that.counts, 0, that.size);
  }

  @Override
  public int hashCode() {
    int hash = size;
    for (int i = 0; i < size; i++) {
      hash = 31 * (31 * hash + indices[i]) + Long.hashCode(counts[i]);
    }
    return hash;
  }
}
