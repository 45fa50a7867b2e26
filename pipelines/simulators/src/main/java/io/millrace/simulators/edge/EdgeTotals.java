package io.millrace.simulators.edge;

import io.millrace.simulators.edge.Served.Outcome;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts of requests and sums of bytes, by the names of their columns in cdn/traffic. */
public final class EdgeTotals {
  private final Map<String, Long> columns = new TreeMap<>();

  EdgeTotals() {}

  void add(Served served) {
    Outcome outcome = served.outcome();
    long sent = served.head() + served.body();
    raise("requests", 1);
    raise("bytes", sent);
    for (int hundreds = 1; hundreds <= 5; hundreds++) {
      raise("status_" + hundreds + "xx", served.status() / 100 == hundreds ? 1 : 0);
    }
    raise("hits", outcome == Outcome.HIT ? 1 : 0);
    raise("misses", outcome == Outcome.MISS || outcome == Outcome.EXPIRED_MISS ? 1 : 0);
    raise("revalidated", outcome == Outcome.REVALIDATED ? 1 : 0);
    raise("edge_bytes", sent);
    raise("origin_bytes", served.fetched());
    if (outcome != Outcome.ERROR) {
      boolean spared = outcome == Outcome.HIT || outcome == Outcome.REVALIDATED;
      raise("cache_bytes", served.body());
      raise("hit_bytes", spared ? served.body() : 0);
    }
  }

  void add(EdgeTotals other) {
    other.columns.forEach(this::raise);
  }

  private void raise(String column, long by) {
    columns.merge(column, by, Long::sum);
  }

  /** One of them; null if no request says anything of it. */
  public Long total(String column) {
    return columns.get(column);
  }

  /** All of them. */
  public Map<String, Long> columns() {
    return Collections.unmodifiableMap(columns);
  }
}
