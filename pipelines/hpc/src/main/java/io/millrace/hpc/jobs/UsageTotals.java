package io.millrace.hpc.jobs;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What changed, in whole numbers: what is added can be taken back, and neither order nor grouping
 * matters. The use of processors is kept as a function of steps: a start adds its processors to
 * {@link Total#PROCESSORS} and processors by time to {@link Total#MOMENT}, an end takes them back;
 * so from a time a on, with p processors in use at a, {@code p * (b - a) + b * PROCESSORS - MOMENT}
 * are the processor-seconds until b. Moments alone may wrap around; differences are right.
 */
final class UsageTotals {

  /** What is added up. */
  enum Total {
    SUBMITTED,
    REQUEUED,
    STARTED,
    ENDED,
    /** Change of the number of jobs that run. */
    RUNNING,
    /** Change of the number of processors in use. */
    PROCESSORS,
    /** Change of the number of processors by its time in s since 1970. */
    MOMENT,
    /** Change of the number of running jobs whose processors are not known. */
    UNKNOWN,
    /** Jobs of which no processor-seconds can be told, at their start, else at their end. */
    UNACCOUNTED,
    WAITS,
    WAIT_SECONDS,
    PLANS,
    PLAN_SECONDS,
    RUNS,
    RUN_SECONDS,
    SLOWDOWNS,
    /** Sum of bounded slowdowns in millionths. */
    SLOWDOWN_MILLIONTHS
  }

  private static final int SIZE = Total.values().length;

  private final long[] totals = new long[SIZE];
  private final WaitCounts waits = new WaitCounts();
  private final TreeMap<String, Long> endedByState = new TreeMap<>();

  long of(Total total) {
    return totals[total.ordinal()];
  }

  WaitCounts waits() {
    return waits;
  }

  Map<String, Long> endedByState() {
    return endedByState;
  }

  UsageTotals add(Total total, long amount) {
    totals[total.ordinal()] += amount;
    return this;
  }

  void addWait(long seconds) {
    add(Total.WAITS, 1);
    add(Total.WAIT_SECONDS, seconds);
    waits.add(seconds, 1);
  }

  void addEndedAs(String state, long count) {
    if (endedByState.merge(state, count, Long::sum) == 0) {
      endedByState.remove(state);
    }
  }

  /** Adds others as often as told; -1 takes them back. */
  void add(UsageTotals other, int times) {
    for (int i = 0; i < SIZE; i++) {
      totals[i] += times * other.totals[i];
    }
    waits.add(other.waits, times);
    other.endedByState.forEach((state, count) -> addEndedAs(state, times * count));
  }

  boolean isZero() {
    for (long total : totals) {
      if (total != 0) {
        return false;
      }
    }
    return waits.isEmpty() && endedByState.isEmpty();
  }

  UsageTotals copy() {
    UsageTotals copy = new UsageTotals();
    copy.add(this, 1);
    return copy;
  }

  void write(DataOutput target) throws IOException {
    for (long total : totals) {
      target.writeLong(total);
    }
    waits.write(target);
    target.writeInt(endedByState.size());
    for (Map.Entry<String, Long> entry : endedByState.entrySet()) {
      target.writeUTF(entry.getKey());
      target.writeLong(entry.getValue());
    }
  }

  static UsageTotals read(DataInput source) throws IOException {
    UsageTotals read = new UsageTotals();
    for (int i = 0; i < SIZE; i++) {
      read.totals[i] = source.readLong();
    }
    read.waits.read(source);
    for (int left = source.readInt(); left > 0; left--) {
      String state = source.readUTF();
      read.endedByState.put(state, source.readLong());
    }
    return read;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UsageTotals that
        && Arrays.equals(totals, that.totals)
        && waits.equals(that.waits)
        && endedByState.equals(that.endedByState);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(totals);
  }
}
