package io.millrace.hpc.jobs;

import io.millrace.hpc.jobs.UsageTotals.Total;
import io.millrace.schemas.hpc.UsageDimension;
import io.millrace.schemas.hpc.UsageWindow;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a cluster did in one window. All times are in s since 1970.
 *
 * @param until up to where what runs is counted; the end of the window, unless the input ended
 *     within it
 * @param capacity processors of the cluster; -1 where no event says so
 * @param levels what was in use at the start
 * @param changes what changed in the window
 */
record WindowUsage(
    UsageWindow kind,
    long start,
    long end,
    long until,
    long capacity,
    UsageBySeries levels,
    UsageBySeries changes) {

  /** All series that there is something of. */
  Set<String> series() {
    Set<String> series = new TreeSet<>(levels.totals().keySet());
    series.addAll(changes.totals().keySet());
    return series;
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

  /** Different users that are known. */
  long users() {
    String prefix = UsageDimension.user.name() + "=";
    return series().stream().filter(series -> series.startsWith(prefix)).count();
  }
}
