package io.millrace.operators.counter;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What counters that are reset together showed at one time.
 *
 * @param epoch changes with each restart of who counts
 * @param totals of each counter since its reset, not negative; null where it was not told
 */
public record CounterReading(long epoch, List<Long> totals) {

  public CounterReading {
    // Not List.copyOf, for there are nulls in it.
    totals = Collections.unmodifiableList(Arrays.asList(totals.toArray(Long[]::new)));
  }

  /** The reading of one counter. */
  public static CounterReading of(long epoch, long total) {
    return new CounterReading(epoch, List.of(total));
  }
}
