package io.millrace.operators.counter;

import java.util.ArrayList;
import java.util.List;

/**
 * By how much several counters of one source grew from one reading to the next, in the order of
 * their event times. For a counter by itself, which may also wrap around, there is {@link
 * CounterDelta}.
 *
 * <p>Counters are reset when the source restarts: told by another epoch, or by any total that fell.
 * Then all of them began anew from 0, and what they show now is what they grew by: nothing that was
 * counted after the reset is lost. What was counted between the last reading and the reset is not
 * known, and not made up.
 */
public final class CounterIncrements {
  private CounterIncrements() {}

  /** Whether the counters were reset between two readings. */
  public static boolean reset(CounterReading before, CounterReading now) {
    if (before.epoch() != now.epoch()) {
      return true;
    }
    for (int i = 0; i < now.totals().size(); i++) {
      Long old = before.totals().get(i);
      Long total = now.totals().get(i);
      if (old != null && total != null && total < old) {
        return true;
      }
    }
    return false;
  }

  /**
   * The increments.
   *
   * @param before the reading before; null if there is none, so that nothing can be said yet
   * @return one for each counter; null where {@code now} does not tell its total, 0 where {@code
   *     before} does not
   */
  public static List<Long> between(CounterReading before, CounterReading now) {
    boolean reset = before != null && reset(before, now);
    List<Long> increments = new ArrayList<>();
    for (int i = 0; i < now.totals().size(); i++) {
      Long total = now.totals().get(i);
      Long old = before == null ? null : before.totals().get(i);
      increments.add(total == null ? null : increment(old, total, reset));
    }
    return increments;
  }

  private static long increment(Long old, long total, boolean reset) {
    if (reset) {
      return total;
    } else if (old == null) {
      return 0;
    }
    return total - old;
  }
}
