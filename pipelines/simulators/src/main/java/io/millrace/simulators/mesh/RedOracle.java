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
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what services/red, with errors by status, made of the spans of a simulated mesh: all
 * counts exactly, quantiles to the percent that is promised of them.
 */
public final class RedOracle {
  private static final double PARTS = 1 << 20;
  private static final Map<String, Integer> PERCENTILES =
      Map.of("duration_p50", 50, "duration_p90", 90, "duration_p95", 95, "duration_p99", 99);

  private RedOracle() {}

  /** One operation in one window; times in us since 1970-01-01T00:00:00Z. */
  private record Key(String service, String operation, String kind, long start, long end)
      implements Comparable<Key> {
    static Key of(GenericRecord result) {
      return new Key(
          ResultRecords.text(result, "service"),
          ResultRecords.text(result, "operation"),
          ResultRecords.text(result, "kind"),
          (Long) result.get("window_start"),
          (Long) result.get("window_end"));
    }

    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return "%s %s of %s [%s, %s)"
          .formatted(kind, operation, service, Delivery.instant(start), Delivery.instant(end));
    }
  }

  /**
   * Judges a topic of results.
   *
   * @param spans all that count
   * @param windows all of the pipeline
   */
  public static Verdict judge(
      List<MeshSpan> spans, List<Duration> windows, Collection<GenericRecord> results) {
    Map<Key, List<MeshSpan>> expected = new TreeMap<>();
    for (Duration window : windows) {
      long size = Delivery.micros(window);
      for (MeshSpan span : spans) {
        long start = Math.floorDiv(span.end(), size) * size;
        Key key =
            new Key(span.service(), span.operation(), span.kind().name(), start, start + size);
        expected.computeIfAbsent(key, absent -> new ArrayList<>()).add(span);
      }
    }
    return Revisions.of(results, Key::of).judge(expected, RedOracle::difference);
  }

  private static String difference(List<MeshSpan> spans, GenericRecord result) {
    Differences differences = new Differences(result);
    WeighedTimes times = new WeighedTimes();
    long failed = 0;
    for (MeshSpan span : spans) {
      times.add(span.nanos(), span.parts());
      failed += span.failed() ? span.parts() : 0;
    }
    double calls = times.parts() / PARTS;
    long size = (Long) result.get("window_end") - (Long) result.get("window_start");
    differences.exact("spans", (long) spans.size());
    differences.exact("calls", calls);
    differences.exact("errors", failed / PARTS);
    differences.close("error_ratio", failed / PARTS / calls);
    differences.close("rate", calls / (size / 1e6));
    differences.exact("timed_calls", calls);
    PERCENTILES.forEach((column, percent) -> times.percentile(differences, column, percent));
    differences.close("duration_max", times.longest());
    differences.exact(
        "negative_durations", spans.stream().filter(span -> span.nanos() < 0).count());
    return differences.toString();
  }
}
