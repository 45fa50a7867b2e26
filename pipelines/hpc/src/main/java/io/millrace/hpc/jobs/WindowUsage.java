package io.millrace.hpc.jobs;

import io.millrace.hpc.jobs.UsageTotals.Total;
import io.millrace.schemas.hpc.UsageDimension;
import io.millrace.schemas.hpc.UsageWindow;
import java.util.Set;

/**
 * What a cluster did in one window. All times are in s since 1970.
 *
 * @param until up to where what runs is counted; the end of the window, unless the input ended
 *     within it
 * @param capacity processors of the cluster; -1 where no event says so
 * @param users different ones that are known
 * @param series those that it is told for
 * @param levels what they had in use at the start
 * @param changes what changed of them in the window
 */
record WindowUsage(
    UsageWindow kind,
    long start,
    long end,
    long until,
    long capacity,
    long users,
    Set<String> series,
    UsageBySeries levels,
    UsageBySeries changes) {
  private static final String USER = UsageDimension.user.name() + "=";

  /** All that there ever was. */
  static WindowUsage total(LedgerHead head, UsageBySeries all) {
    Set<String> series = all.totals().keySet();
    return new WindowUsage(
        UsageWindow.TOTAL,
        head.first,
        head.last,
        head.last,
        head.capacity,
        users(series),
        series,
        UsageBySeries.empty(),
        all);
  }

  /** How many of some series are of users that are known. */
  static long users(Set<String> series) {
    return series.stream().filter(each -> each.startsWith(USER)).count();
  }

  /** Whether there is nothing of a series. */
  boolean isNothing(String series) {
    return levels.of(series).isZero() && changes.of(series).isZero();
  }

  UsageTotals changes(String series) {
    return changes.of(series);
  }

  /** The processor-seconds of a series, of those jobs of which they are known. */
  long processorSeconds(String series) {
    UsageTotals changed = changes.of(series);
    return levels.of(series).of(Total.PROCESSORS) * (until - start)
        + changed.of(Total.PROCESSORS) * until
        - changed.of(Total.MOMENT);
  }

  /** How many jobs ran of which the processor-seconds are not known. */
  long unaccounted(String series) {
    return levels.of(series).of(Total.UNKNOWN) + changes.of(series).of(Total.UNACCOUNTED);
  }

  long running(String series) {
    return levels.of(series).of(Total.RUNNING) + changes.of(series).of(Total.RUNNING);
  }
}
