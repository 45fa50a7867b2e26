package io.millrace.simulators.cluster;

import io.millrace.simulators.NearestRank;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What some jobs did in one window.
 *
 * @param counts columns of whole numbers; null where nothing is known
 * @param ratios columns that are exact but for rounding; null for 0/0
 * @param quantiles columns that are right within 1 %; null of nothing
 */
public record UsageFigures(
    Map<String, Long> counts,
    Map<String, Double> ratios,
    Map<String, Double> quantiles,
    Map<String, Long> endedByState) {

  /**
   * Adds up.
   *
   * @param from first second of the window
   * @param to first second after it
   * @param until up to where it has a length
   */
  static UsageFigures of(List<Attempt> jobs, long from, long to, long until, int capacity) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Long> states = new HashMap<>();
    Set<String> users = new HashSet<>();
    for (String column :
        List.of(
            "submitted",
            "requeued",
            "started",
            "ended",
            "running",
            "processor_seconds",
            "unaccounted",
            "waits",
            "wait_seconds",
            "runs",
            "run_seconds")) {
      counts.put(column, 0L);
    }
    List<Long> waits = new ArrayList<>();
    double slowdowns = 0;
    for (Attempt job : jobs) {
      if (job.request().user() != null) {
        users.add(job.request().user());
      }
      if (ClusterTruth.holds(from, to, job.submit())) {
        counts.merge(job.first() ? "submitted" : "requeued", 1L, Long::sum);
      }
      if (ClusterTruth.holds(from, to, job.end())) {
        counts.merge("ended", 1L, Long::sum);
        states.merge(job.state(), 1L, Long::sum);
      }
      if (job.start() == null) {
        continue;
      }
      long wait = job.start() - job.submit();
      if (ClusterTruth.holds(from, to, job.start())) {
        counts.merge("started", 1L, Long::sum);
        counts.merge("waits", 1L, Long::sum);
        counts.merge("wait_seconds", wait, Long::sum);
        waits.add(wait);
      }
      if (ClusterTruth.holds(from, to, job.end())) {
        long run = job.end() - job.start();
        counts.merge("runs", 1L, Long::sum);
        counts.merge("run_seconds", run, Long::sum);
        slowdowns += Math.max(1, (wait + run) / (double) Math.max(run, 10));
      }
      counts.merge("running", job.start() < to && job.end() >= to ? 1L : 0, Long::sum);
      long seconds = Math.max(0, Math.min(to, job.end()) - Math.max(from, job.start()));
      if (job.processors() != null) {
        counts.merge("processor_seconds", seconds * job.processors(), Long::sum);
      } else if (job.start() < to && job.end() >= from) {
        counts.merge("unaccounted", 1L, Long::sum);
      }
    }
    if (counts.get("processor_seconds") == 0 && counts.get("unaccounted") > 0) {
      counts.put("processor_seconds", null);
    }
    counts.put("capacity", (long) capacity);
    counts.put("users", users.isEmpty() ? null : (Long) (long) users.size());
    Map<String, Double> ratios = new HashMap<>();
    ratios.put("wait_mean", mean(counts.get("wait_seconds"), waits.size()));
    ratios.put("run_mean", mean(counts.get("run_seconds"), counts.get("runs")));
    ratios.put("bounded_slowdown_mean", mean(slowdowns, counts.get("runs")));
    Long used = counts.get("processor_seconds");
    double available = (double) capacity * (until - from);
    ratios.put("utilisation", used == null ? null : (Double) (used / available));
    ratios.put("planned_mean", null);
    waits.sort(null);
    Map<String, Double> quantiles = new HashMap<>();
    quantiles.put("wait_p50", percentile(waits, 50));
    quantiles.put("wait_p95", percentile(waits, 95));
    return new UsageFigures(counts, ratios, quantiles, states);
  }

  private static Double mean(double sum, long count) {
    return count == 0 ? null : (Double) (sum / count);
  }

  private static Double percentile(List<Long> sorted, int percent) {
    return sorted.isEmpty()
        ? null
        : (Double) (double) sorted.get((int) NearestRank.position(percent, sorted.size()));
  }
}
