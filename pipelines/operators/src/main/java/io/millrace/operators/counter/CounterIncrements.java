package io.millrace.operators.counter;

import java.util.ArrayList;
import java.util.List;

/**
 * By how much counters grew from one reading to the next, in the order of their event times.
 *
 * <p>Counters are reset when the one who counts restarts: told by another epoch, or by any total
 * that fell. Then all of them began anew from 0, and what they show now is what they grew by:
 * nothing that was counted after the reset is lost. What was counted between the last reading and
 * the reset is not known, and not made up.
 */
public final class CounterIncrements {
  private final long modulus;

  private CounterIncrements(long modulus) {
    this.modulus = modulus;
  }

  /** Of counters that only ever fall by a reset. */
  public static CounterIncrements resetting() {
    return new CounterIncrements(0);
  }

  /**
   * Of counters that go on from 0 when they are full. A fall from the last quarter of their range
   * to the first is taken for that, any other for a reset.
   *
   * @param modulus the first number that they can't show, such as 2^32
   */
  public static CounterIncrements wrapping(long modulus) {
    if (modulus < 4) {
      throw new IllegalArgumentException("modulus is " + modulus + "; expected at least 4");
    }
    return new CounterIncrements(modulus);
  }

  /** Whether the counters were reset between two readings. */
  public boolean reset(CounterReading before, CounterReading now) {
    if (before.epoch() != now.epoch()) {
      return true;
    }
    for (int i = 0; i < now.totals().size(); i++) {
      Long old = before.totals().get(i);
      Long total = now.totals().get(i);
      if (old != null && total != null && total < old && !wrapped(old, total)) {
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
  public List<Long> between(CounterReading before, CounterReading now) {
    boolean reset = before != null && reset(before, now);
    List<Long> increments = new ArrayList<>();
    for (int i = 0; i < now.totals().size(); i++) {
      Long total = now.totals().get(i);
      Long old = before == null ? null : before.totals().get(i);
      increments.add(total == null ? null : increment(old, total, reset));
    }
    return increments;
  }

  private long increment(Long old, long total, boolean reset) {
    if (reset) {
      return total;
    } else if (old == null) {
      return 0;
    }
    return total < old ? total - old + modulus : total - old;
  }

  private boolean wrapped(long old, long total) {
    return modulus > 0 && old < modulus && old >= modulus - modulus / 4 && total < modulus / 4;
  }
}
