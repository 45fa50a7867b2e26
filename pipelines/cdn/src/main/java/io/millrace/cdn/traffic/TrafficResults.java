package io.millrace.cdn.traffic;

import io.millrace.cdn.traffic.TrafficStatistics.Total;
import io.millrace.operators.distinct.DistinctCounter;
import io.millrace.operators.heavyhitters.HeavyHitters;
import io.millrace.operators.statistics.Buckets;
import io.millrace.operators.statistics.QuantileSummary;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cdn.Top;
import io.millrace.schemas.cdn.Traffic;
import io.millrace.schemas.cdn.Visitors;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** From what is kept of a window to the rows of the outputs. What no request says is null. */
final class TrafficResults {
  private TrafficResults() {}

  static Traffic traffic(
      TrafficKey key,
      Instant start,
      Instant end,
      TrafficStatistics statistics,
      int revision,
      ResultStatus status) {
    Buckets statuses = statistics.statuses();
    long hits = statistics.total(Total.HITS);
    long misses = statistics.total(Total.MISSES);
    long cacheRequests = statistics.total(Total.CACHE_REQUESTS);
    long hitBytes = statistics.total(Total.HIT_BYTES);
    long cacheBytes = statistics.total(Total.CACHE_BYTES);
    long origin = statistics.total(Total.ORIGIN_BYTES);
    // Without a single word about the origin, hits alone would make an offload of 1.
    long edge = origin < 0 ? TrafficStatistics.UNSAID : statistics.total(Total.EDGE_BYTES);
    QuantileSummary first = statistics.firstByte();
    QuantileSummary last = statistics.lastByte();
    return new Traffic(
        key.series(),
        key.site(),
        key.pop(),
        key.host(),
        key.country(),
        key.protocol(),
        start,
        end,
        statistics.total(Total.REQUESTS),
        said(statistics.total(Total.BYTES)),
        ofClass(1, statuses),
        ofClass(2, statuses),
        ofClass(3, statuses),
        ofClass(4, statuses),
        ofClass(5, statuses),
        byCode(statuses),
        said(hits),
        said(misses),
        said(statistics.total(Total.REVALIDATED)),
        ratio(hits, hits + misses),
        ratio(hits, cacheRequests),
        ratio(hits + misses, cacheRequests),
        said(hitBytes),
        said(cacheBytes),
        ratio(hitBytes, cacheBytes),
        said(edge),
        said(origin),
        ratio(edge - origin, edge),
        quantile(first, 0.5),
        quantile(first, 0.75),
        quantile(first, 0.9),
        quantile(first, 0.95),
        quantile(first, 0.99),
        quantile(first, 0.999),
        quantile(first, 1),
        quantile(last, 0.5),
        quantile(last, 0.75),
        quantile(last, 0.9),
        quantile(last, 0.95),
        quantile(last, 0.99),
        quantile(last, 0.999),
        quantile(last, 1),
        revision,
        status);
  }

  static Visitors visitors(
      TrafficKey key,
      Instant start,
      Instant end,
      DistinctCounter visitors,
      int revision,
      ResultStatus status) {
    Long count = visitors.isEmpty() ? null : visitors.estimate();
    return new Visitors(key.series(), key.site(), start, end, count, revision, status);
  }

  static void top(
      int most,
      Instant start,
      Instant end,
      TopCounts counts,
      int revision,
      ResultStatus status,
      Consumer<Top> rows) {
    counts
        .byDimension()
        .forEach(
            (dimension, hitters) -> {
              int rank = 0;
              for (HeavyHitters.Hitter hitter : hitters.top(most)) {
                rank++;
                rows.accept(
                    new Top(
                        start,
                        end,
                        dimension.label(),
                        rank,
                        hitter.item(),
                        hitter.count(),
                        hitter.lowerBound(),
                        hitter.guaranteed(),
                        hitters.total(),
                        revision,
                        status));
              }
            });
  }

  private static Long said(long total) {
    return total < 0 ? null : total;
  }

  private static Double ratio(long part, long whole) {
    return whole <= 0 ? null : (double) part / whole;
  }

  private static Double quantile(QuantileSummary times, double q) {
    if (times.count() == 0) {
      return null;
    }
    return q == 1 ? (Double) times.max() : (Double) times.quantile(q);
  }

  private static Long ofClass(int hundreds, Buckets statuses) {
    long count = 0;
    for (int i = 0; i < statuses.size(); i++) {
      count += statuses.index(i) / 100 == hundreds ? statuses.count(i) : 0;
    }
    return statuses.size() == 0 ? null : count;
  }

  private static Map<String, Long> byCode(Buckets statuses) {
    Map<String, Long> byCode = new TreeMap<>();
    for (int i = 0; i < statuses.size(); i++) {
      int code = statuses.index(i);
      String name = (code < 10 ? "00" : code < 100 ? "0" : "") + code;
      byCode.put(code < 1_000 ? name : "other", statuses.count(i));
    }
    return byCode.isEmpty() ? null : byCode;
  }
}
