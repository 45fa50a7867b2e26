package io.millrace.operators.heavyhitters;

import io.millrace.operators.statistics.VariableLength;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The items that occur most, with bounds of their counts, in memory that does not grow with the
 * number of items.
 *
 * <p>Of the items seen, at most the {@code capacity} greatest are held when room is made: the count
 * of the next one after them is taken from all, and those left with nothing are forgotten. What was
 * so taken is the error: at most {@code total / (capacity + 1)}. This is the summary of Misra and
 * Gries in the mergeable form of Agarwal et al., "Mergeable Summaries", 2012, who show it to be
 * Space-Saving (Metwally, Agrawal, El Abbadi 2005) in other words. Room is made when twice the
 * capacity is in use, so an addition costs next to nothing on average.
 *
 * <p>With no more different items than the capacity all counts are exact, whatever the order of
 * arrival; with more, other orders give other counts within the same bounds.
 */
public final class HeavyHitters {
  /** How they are kept and sent. */
  public static final Codec<HeavyHitters> CODEC = new HeavyHittersCodec();

  private final int capacity;
  private final Map<String, Count> counts;
  private long total;
  private long error;

  /**
   * One of the items that occur most.
   *
   * @param count upper bound of the true count
   * @param lowerBound lower bound of the true count
   * @param guaranteed whether no item that is not listed can have a greater true count
   */
  public record Hitter(String item, long count, long lowerBound, boolean guaranteed) {}

  /** A lower bound of a true count. */
  private static final class Count {
    private long value;
  }

  /**
   * Of no items.
   *
   * @param capacity how many items are told apart for certain, at least 1
   */
  public HeavyHitters(int capacity) {
    this(capacity, new HashMap<>(), 0, 0);
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is " + capacity + "; expected at least 1");
    }
  }

  private HeavyHitters(int capacity, Map<String, Count> counts, long total, long error) {
    this.capacity = capacity;
    this.counts = counts;
    this.total = total;
    this.error = error;
  }

  /**
   * Adds an item.
   *
   * @param weight how often it occurred, or how much it weighs; 0 changes nothing
   * @throws IllegalArgumentException if the weight is negative
   */
  public void add(String item, long weight) {
    if (weight < 0) {
      throw new IllegalArgumentException("weight is " + weight + "; expected none below 0");
    } else if (weight > 0) {
      total += weight;
      raise(item, weight);
    }
  }

  /** Adds the items of another, which stays as it is. */
  public void add(HeavyHitters other) {
    total += other.total;
    error += other.error;
    other.counts.forEach((item, count) -> raise(item, count.value));
  }

  /** The true count of all items together. */
  public long total() {
    return total;
  }

  /** By how much a count may be off, and how often an item that is not held may have occurred. */
  public long error() {
    return error;
  }

  /** How many items are held, at most twice the capacity. */
  public int size() {
    return counts.size();
  }

  /** The items with the greatest counts, greatest first; equal counts in order of the items. */
  public List<Hitter> top(int most) {
    Comparator<Map.Entry<String, Count>> order =
        Comparator.<Map.Entry<String, Count>>comparingLong(entry -> entry.getValue().value)
            .reversed()
            .thenComparing(Map.Entry::getKey);
    // The least of those kept is at the head, and leaves first.
    PriorityQueue<Map.Entry<String, Count>> kept = new PriorityQueue<>(order.reversed());
    long next = 0;
    for (Map.Entry<String, Count> entry : counts.entrySet()) {
      kept.add(entry);
      if (kept.size() > most) {
        next = Math.max(next, kept.poll().getValue().value);
      }
    }
    long greatestUnlisted = next + error;
    return kept.stream()
        .sorted(order)
        .map(
            entry -> {
              long lower = entry.getValue().value;
              return new Hitter(entry.getKey(), lower + error, lower, lower >= greatestUnlisted);
            })
        .toList();
  }

  @Override
  public String toString() {
    return "HeavyHitters[" + size() + " items of total " + total + ", error " + error + "]";
  }

  private void raise(String item, long weight) {
    Count count = counts.get(item);
    if (count == null) {
      if (counts.size() >= 2L * capacity) {
        makeRoom();
      }
      count = counts.computeIfAbsent(item, absent -> new Count());
    }
    count.value += weight;
  }

  private void makeRoom() {
    long[] values = counts.values().stream().mapToLong(count -> count.value).toArray();
    Arrays.sort(values);
    long taken = values[values.length - 1 - capacity];
    error += taken;
    counts.values().removeIf(count -> (count.value -= taken) <= 0);
  }

  /** How they are kept and sent. */
  public static final class HeavyHittersCodec implements Codec<HeavyHitters> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(HeavyHitters value, DataOutput target) throws IOException {
      VariableLength.write(value.capacity, target);
      VariableLength.write(value.total, target);
      VariableLength.write(value.error, target);
      VariableLength.write(value.counts.size(), target);
      for (Map.Entry<String, Count> entry : value.counts.entrySet()) {
        byte[] item = entry.getKey().getBytes(StandardCharsets.UTF_8);
        VariableLength.write(item.length, target);
        target.write(item);
        VariableLength.write(entry.getValue().value, target);
      }
    }

    @Override
    public HeavyHitters read(DataInput source, int version) throws IOException {
      int capacity = (int) VariableLength.read(source);
      long total = VariableLength.read(source);
      long error = VariableLength.read(source);
      int size = (int) VariableLength.read(source);
      Map<String, Count> counts = new HashMap<>(2 * size);
      for (int i = 0; i < size; i++) {
        byte[] item = new byte[(int) VariableLength.read(source)];
        source.readFully(item);
        // Two items that are no proper text may have become one on the way.
        counts.computeIfAbsent(new String(item, StandardCharsets.UTF_8), absent -> new Count())
                .value +=
            VariableLength.read(source);
      }
      return new HeavyHitters(capacity, counts, total, error);
    }

    @Override
    public HeavyHitters copy(HeavyHitters value) {
      HeavyHitters copy = new HeavyHitters(value.capacity);
      copy.add(value);
      return copy;
    }

    @Override
    public Class<HeavyHitters> type() {
      return HeavyHitters.class;
    }
  }
}
