package io.millrace.simulators.mesh;

import io.millrace.simulators.Delivery;
import io.millrace.simulators.Differences;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Revisions;
import io.millrace.simulators.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what services/graph, with both semantics, made of the spans of a simulated mesh: all
 * counts exactly, quantiles to the percent that is promised of them.
 */
public final class GraphOracle {
  private static final double PARTS = 1 << 20;

  private GraphOracle() {}

  /** One link in one window; times in us since 1970-01-01T00:00:00Z. */
  private record Key(
      String semantics, String parent, String child, String connection, long start, long end)
      implements Comparable<Key> {
    static Key of(GenericRecord result) {
      return new Key(
          ResultRecords.text(result, "semantics"),
          ResultRecords.text(result, "parent"),
          ResultRecords.text(result, "child"),
          ResultRecords.text(result, "connection"),
          (Long) result.get("window_start"),
          (Long) result.get("window_end"));
    }

    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return "%s %s of %s by %s [%s, %s)"
          .formatted(
              connection, child, parent, semantics, Delivery.instant(start), Delivery.instant(end));
    }
  }

  /**
   * Judges a topic of results.
   *
   * @param spans all that count, of traces that are complete in the time that the pipeline waits
   * @param windows all of the pipeline
   */
  public static Verdict judge(
      List<MeshSpan> spans, List<Duration> windows, Collection<GenericRecord> results) {
    Map<Key, List<SeenCall>> expected = new TreeMap<>();
    spans.stream()
        .collect(Collectors.groupingBy(MeshSpan::trace))
        .values()
        .forEach(trace -> SentTrace.calls(trace).forEach(call -> add(expected, call, windows)));
    return Revisions.of(results, Key::of)
        .judge(expected, GraphOracle::difference, ResultRecords::isRetracted);
  }

  private static void add(
      Map<Key, List<SeenCall>> expected, SeenCall call, List<Duration> windows) {
    for (Duration window : windows) {
      long size = Delivery.micros(window);
      long start = Math.floorDiv(call.time(), size) * size;
      Key key =
          new Key(
              call.semantics(),
              call.parent(),
              call.child(),
              call.connection(),
              start,
              start + size);
      expected.computeIfAbsent(key, absent -> new ArrayList<>()).add(call);
    }
  }

  private static String difference(List<SeenCall> calls, GenericRecord result) {
    WeighedTimes client = new WeighedTimes();
    WeighedTimes server = new WeighedTimes();
    WeighedTimes network = new WeighedTimes();
    long failed = 0;
    long parts = 0;
    long failedParts = 0;
    long skewed = 0;
    for (SeenCall call : calls) {
      failed += call.failed() ? 1 : 0;
      parts += call.parts();
      failedParts += call.failed() ? call.parts() : 0;
      add(client, call.clientNanos());
      add(server, call.serverNanos());
      if (call.isTimedOnBothSides()) {
        long between = call.clientNanos() - call.serverNanos();
        skewed += between < 0 ? 1 : 0;
        add(network, between < 0 ? null : (Long) between);
      }
    }
    Differences differences = new Differences(result);
    differences.exact("calls", (long) calls.size());
    differences.exact("errors", failed);
    differences.close("error_ratio", (double) failed / calls.size());
    differences.exact("estimated_calls", parts / PARTS);
    differences.exact("estimated_errors", failedParts / PARTS);
    compare(differences, "client", client);
    compare(differences, "server", server);
    compare(differences, "network", network);
    differences.exact("skewed_calls", skewed);
    return differences.toString();
  }

  private static void add(WeighedTimes times, Long nanos) {
    if (nanos != null) {
      times.add(nanos, 1);
    }
  }

  private static void compare(Differences differences, String side, WeighedTimes times) {
    differences.exact(side + "_calls", (long) times.count());
    times.percentile(differences, side + "_p50", 50);
    times.percentile(differences, side + "_p99", 99);
  }
}
