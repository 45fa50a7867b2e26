package io.millrace.runner.launch;

import java.util.SortedMap;

/**
 * How many events lie how far behind event time, in steps of at most a quarter: four to each power
 * of two. From them follows what {@code out-of-orderness} would have kept them.
 */
final class Delays {
  private static final int STEPS = 4;

  private Delays() {}

  /**
   * The step that a delay belongs to.
   *
   * @param millis at least 1
   */
  static int step(long millis) {
    int power = 63 - Long.numberOfLeadingZeros(millis);
    int part = power < 2 ? (int) (millis << 2 - power) : (int) (millis >> power - 2);
    return power * STEPS + (part & STEPS - 1);
  }

  /** The greatest delay of a step, in ms. */
  static long greatest(int step) {
    int power = step / STEPS;
    long next = STEPS + step % STEPS + 1;
    return (power < 2 ? (next + (1L << 2 - power) - 1) >> 2 - power : next << power - 2) - 1;
  }

  /**
   * The delay that all but some events keep within, in ms.
   *
   * @param counts of events by step
   * @param but how many may lie further behind
   */
  static long within(SortedMap<Integer, Long> counts, long but) {
    long further = counts.values().stream().mapToLong(Long::longValue).sum();
    for (int step : counts.keySet()) {
      if (further <= but) {
        return 0;
      }
      further -= counts.get(step);
      if (further <= but) {
        return greatest(step);
      }
    }
    return 0;
  }
}
