package io.millrace.hpc.jobs;

import io.millrace.operators.statistics.NearestRank;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often jobs waited how long, in buckets of which 64 lie between each power of two and the
 * next, so a bucket tells a wait within 1 %; up to 128 s exactly. Unlike a sketch it can give back
 * what was added.
 */
final class WaitCounts {
  private static final int EXACT = 128;
  private static final int BITS_KEPT = 6;

  private final TreeMap<Integer, Long> counts = new TreeMap<>();

  void add(long seconds, long times) {
    add(bucket(seconds), times);
  }

  void add(WaitCounts other, int times) {
    other.counts.forEach((bucket, count) -> add(bucket, times * count));
  }

  private void add(Integer bucket, long count) {
    if (counts.merge(bucket, count, Long::sum) == 0) {
      counts.remove(bucket);
    }
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /**
   * The wait at the {@linkplain NearestRank nearest rank}, within 1 %; null if there is none.
   *
   * @param q from 0 to 1
   */
  Double quantile(double q) {
    long count = counts.values().stream().mapToLong(each -> each).sum();
    if (count == 0) {
      return null;
    }
    long left = NearestRank.of(q, count);
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      left -= entry.getValue();
      if (left <= 0) {
        return middle(entry.getKey());
      }
    }
    throw new IllegalStateException("Waits were taken back that were never added");
  }

  private static Integer bucket(long seconds) {
    if (seconds < EXACT) {
      return (int) seconds;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(seconds);
    long fraction = seconds >>> exponent - BITS_KEPT & (1L << BITS_KEPT) - 1;
    return (exponent << BITS_KEPT) + (int) fraction;
  }

  private static double middle(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int exponent = bucket >>> BITS_KEPT;
    long width = 1L << exponent - BITS_KEPT;
    long fraction = bucket & (1L << BITS_KEPT) - 1;
    return (1L << exponent) + fraction * width + (width - 1) / 2.0;
  }

  void write(DataOutput target) throws IOException {
    target.writeInt(counts.size());
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      target.writeInt(entry.getKey());
      target.writeLong(entry.getValue());
    }
  }

  void read(DataInput source) throws IOException {
    for (int left = source.readInt(); left > 0; left--) {
      int bucket = source.readInt();
      counts.put(bucket, source.readLong());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WaitCounts that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }
}
