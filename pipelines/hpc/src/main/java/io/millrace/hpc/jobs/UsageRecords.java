package io.millrace.hpc.jobs;

import io.millrace.hpc.jobs.UsageTotals.Total;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.Usage;
import io.millrace.schemas.hpc.UsageDimension;
import java.time.Instant;
import java.util.HashMap;

/** From what is kept of a window to the rows of the output. What no job says is null. */
final class UsageRecords {
  private static final double MILLION = 1_000_000;

  private UsageRecords() {}

  /**
   * A row.
   *
   * @param cluster empty where it is not known
   * @param capacity that of the parameters; 0 for that of the events
   */
  static Usage of(
      String cluster,
      String series,
      WindowUsage window,
      long capacity,
      int revision,
      ResultStatus status) {
    UsageTotals totals = window.changes(series);
    int equals = series.indexOf('=');
    UsageDimension dimension =
        UsageDimension.valueOf(equals < 0 ? series : series.substring(0, equals));
    String item = equals < 0 ? null : series.substring(equals + 1);
    long processors = capacity > 0 ? capacity : window.capacity();
    long users = dimension == UsageDimension.all ? window.users() : 0;
    Long used = processorSeconds(window, series);
    double available = (double) processors * (window.end() - window.start());
    return new Usage(
        cluster.replace("%", "%25").replace("/", "%2F") + "/" + series,
        cluster.isEmpty() ? null : cluster,
        dimension,
        item,
        window.kind(),
        Instant.ofEpochSecond(window.start()),
        Instant.ofEpochSecond(window.end()),
        totals.of(Total.SUBMITTED),
        totals.of(Total.REQUEUED),
        totals.of(Total.STARTED),
        totals.of(Total.ENDED),
        window.running(series),
        new HashMap<>(totals.endedByState()),
        users == 0 ? null : (Long) users,
        used,
        window.unaccounted(series),
        processors > 0 ? (Long) processors : null,
        used == null || available <= 0 ? null : (Double) (used / available),
        totals.of(Total.WAITS),
        totals.of(Total.WAIT_SECONDS),
        mean(totals.of(Total.WAIT_SECONDS), totals.of(Total.WAITS)),
        totals.waits().quantile(0.5),
        totals.waits().quantile(0.95),
        mean(totals.of(Total.PLAN_SECONDS), totals.of(Total.PLANS)),
        totals.of(Total.RUNS),
        totals.of(Total.RUN_SECONDS),
        mean(totals.of(Total.RUN_SECONDS), totals.of(Total.RUNS)),
        mean(totals.of(Total.SLOWDOWN_MILLIONTHS) / MILLION, totals.of(Total.SLOWDOWNS)),
        revision,
        status);
  }

  /** Zero only if it is known that nothing was used. */
  private static Long processorSeconds(WindowUsage window, String series) {
    long used = window.processorSeconds(series);
    return used == 0 && window.unaccounted(series) > 0 ? null : (Long) used;
  }

  private static Double mean(double sum, long count) {
    return count == 0 ? null : (Double) (sum / count);
  }
}
