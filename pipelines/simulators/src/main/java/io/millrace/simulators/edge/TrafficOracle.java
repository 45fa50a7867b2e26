package io.millrace.simulators.edge;

import io.millrace.simulators.Delivery;
import io.millrace.simulators.Differences;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Revisions;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.edge.EdgeTruth.Group;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what cdn/traffic, grouped by site and pop, made of the requests of a simulated network:
 * all counts and bytes exactly, ratios as they follow from them, and the items that occur most.
 */
public final class TrafficOracle {
  private static final List<String> RATIOS = List.of("hit_ratio", "byte_hit_ratio", "offload");

  private final EdgeTruth truth;

  public TrafficOracle(EdgeTruth truth) {
    this.truth = truth;
  }

  /** A group in windows of one size. */
  private record Key(Group group, Duration size) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = size.compareTo(other.size);
      return order == 0 ? group.compareTo(other.group) : order;
    }

    @Override
    public String toString() {
      return group + " for " + size.toSeconds() + " s";
    }
  }

  /** A list of items. */
  private record ListKey(String dimension, long start, Duration size, int rank)
      implements Comparable<ListKey> {
    @Override
    public int compareTo(ListKey other) {
      return Comparator.comparing(ListKey::dimension)
          .thenComparing(ListKey::size)
          .thenComparingLong(ListKey::start)
          .thenComparingInt(ListKey::rank)
          .compare(this, other);
    }

    @Override
    public String toString() {
      return dimension + " " + rank + " from " + Delivery.instant(start);
    }
  }

  /** Judges the topic of output traffic. */
  public Verdict judgeTraffic(Collection<GenericRecord> results, List<Duration> windows) {
    Map<Key, EdgeTotals> expected = new TreeMap<>();
    for (Duration size : windows) {
      truth.traffic(size).forEach((group, totals) -> expected.put(new Key(group, size), totals));
    }
    return Revisions.of(results, TrafficOracle::key).judge(expected, TrafficOracle::difference);
  }

  /**
   * Judges the topic of output top.
   *
   * @param dimensions of url, client and country those that the pipeline looks at
   * @param most how many items it lists; it has to count more of them than there are
   */
  public Verdict judgeTop(
      Collection<GenericRecord> results,
      List<Duration> windows,
      List<String> dimensions,
      int most) {
    Map<ListKey, String> expected = new TreeMap<>();
    for (Duration size : windows) {
      for (String dimension : dimensions) {
        truth
            .items(dimension, size)
            .forEach(
                (start, counts) -> {
                  List<String> rows = top(counts, most);
                  for (int i = 0; i < rows.size(); i++) {
                    expected.put(new ListKey(dimension, start, size, i + 1), rows.get(i));
                  }
                });
      }
    }
    return Revisions.of(results, TrafficOracle::listKey)
        .judge(
            expected,
            (row, result) -> {
              String listed = row(ResultRecords.text(result, "item"), (Long) result.get("count"));
              return listed.equals(row) ? "" : "is " + listed + ", expected " + row;
            });
  }

  private static ListKey listKey(GenericRecord result) {
    return new ListKey(
        ResultRecords.text(result, "dimension"),
        (Long) result.get("window_start"),
        size(result),
        (Integer) result.get("rank"));
  }

  private static List<String> top(Map<String, Long> counts, int most) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String row(String item, long count) {
    return count + " of " + item;
  }

  private static Key key(GenericRecord result) {
    Group group =
        new Group(
            ResultRecords.text(result, "site"),
            ResultRecords.text(result, "pop"),
            (Long) result.get("window_start"));
    return new Key(group, size(result));
  }

  private static Duration size(GenericRecord result) {
    return Duration.between(
        ResultRecords.time(result, "window_start"), ResultRecords.time(result, "window_end"));
  }

  /** What is wrong with a result; empty if it is right. */
  private static String difference(EdgeTotals totals, GenericRecord result) {
    Differences differences = new Differences(result);
    totals.columns().forEach(differences::exact);
    Map<String, Double> ratios = ratios(totals);
    RATIOS.forEach(column -> differences.close(column, ratios.get(column)));
    return differences.toString();
  }

  private static Map<String, Double> ratios(EdgeTotals totals) {
    Map<String, Double> ratios = new HashMap<>();
    long hits = totals.total("hits");
    long edge = totals.total("edge_bytes");
    ratios.put("hit_ratio", ratio(hits, hits + totals.total("misses")));
    ratios.put("offload", ratio(edge - totals.total("origin_bytes"), edge));
    Long cached = totals.total("cache_bytes");
    ratios.put("byte_hit_ratio", cached == null ? null : ratio(totals.total("hit_bytes"), cached));
    return ratios;
  }

  private static Double ratio(long part, long whole) {
    return whole == 0 ? null : Double.valueOf((double) part / whole);
  }
}
