package io.millrace.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The metrics of all subtasks of a job at one moment. Rates come from the counters of two samples:
 * Flink's own are averages of a minute, and wrong for as long after a restart.
 *
 * @param at when Flink was asked
 * @param vertices of the job
 * @param metrics of each vertex by its id, as {@link FlinkRest#metrics} gives them
 */
public record LoadSample(
    Instant at, List<FlinkRest.Vertex> vertices, Map<String, Map<String, String>> metrics) {
  private static final Duration FETCH = Duration.ofMillis(500);
  private static final List<String> METRICS =
      List.of(
          ".numRecordsIn", ".numRecordsOut", ".currentInputWatermark", ".currentOutputWatermark");

  /**
   * Takes a sample, in half a second. Samples have to be at least {@code
   * metrics.fetcher.update-interval} apart (1 s in a {@link FlinkCluster}), or Flink answers the
   * second time as it did the first.
   */
  public static LoadSample take(FlinkRest rest, String job) {
    List<FlinkRest.Vertex> vertices = rest.vertices(job);
    Instant at = Instant.now();
    // Flink answers with the metrics that it has, and fetches newer ones because it was asked.
    metrics(rest, job, vertices);
    Pause.of(FETCH);
    return new LoadSample(at, vertices, metrics(rest, job, vertices));
  }

  private static Map<String, Map<String, String>> metrics(
      FlinkRest rest, String job, List<FlinkRest.Vertex> vertices) {
    Map<String, Map<String, String>> metrics = new HashMap<>();
    for (FlinkRest.Vertex vertex : vertices) {
      metrics.put(vertex.id(), rest.metrics(job, vertex.id(), METRICS));
    }
    return metrics;
  }

  /** What each subtask did since an earlier sample, from sources to sinks. */
  public List<SubtaskLoad> since(LoadSample earlier) {
    Duration elapsed = Duration.between(earlier.at, at);
    List<SubtaskLoad> loads = new ArrayList<>();
    for (FlinkRest.Vertex vertex : vertices) {
      Map<String, String> now = metrics.getOrDefault(vertex.id(), Map.of());
      Map<String, String> before = earlier.metrics.getOrDefault(vertex.id(), Map.of());
      String counter = counter(now);
      List<OptionalDouble> rates =
          vertex.subtasks().stream()
              .map(subtask -> rate(before, now, subtask.index() + counter, elapsed))
              .toList();
      double total = rates.stream().mapToDouble(rate -> rate.orElse(0)).sum();
      for (FlinkRest.Subtask subtask : vertex.subtasks()) {
        OptionalDouble rate = rates.get(subtask.index());
        OptionalDouble share =
            rate.isPresent() && total > 0
                ? OptionalDouble.of(rate.getAsDouble() / total)
                : OptionalDouble.empty();
        loads.add(new SubtaskLoad(vertex, subtask, rate, share, watermark(now, subtask.index())));
      }
    }
    return loads;
  }

  /** A source reads from outside: Flink counts nothing that comes in there. */
  private static String counter(Map<String, String> metrics) {
    boolean reads =
        metrics.entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getKey().matches("\\d+\\.numRecordsIn") && !entry.getValue().equals("0"));
    return reads ? ".numRecordsIn" : ".numRecordsOut";
  }

  private static OptionalDouble rate(
      Map<String, String> before, Map<String, String> now, String counter, Duration elapsed) {
    if (!before.containsKey(counter) || !now.containsKey(counter) || elapsed.toMillis() <= 0) {
      return OptionalDouble.empty();
    }
    long records = Long.parseLong(now.get(counter)) - Long.parseLong(before.get(counter));
    // A restarted task counts from 0 again.
    return records < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(records * 1000.0 / elapsed.toMillis());
  }

  /** The task's own, or that of the source operator, which has no input. */
  private static OptionalLong watermark(Map<String, String> metrics, int index) {
    String input = metrics.get(index + ".currentInputWatermark");
    if (input != null) {
      return known(input);
    }
    return metrics.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(index + "."))
        .filter(entry -> entry.getKey().endsWith(".currentOutputWatermark"))
        .map(entry -> known(entry.getValue()))
        .flatMapToLong(OptionalLong::stream)
        .findFirst();
  }

  /** Flink's smallest and largest value mean none yet, and the end of the input. */
  private static OptionalLong known(String text) {
    long millis = Long.parseLong(text);
    return millis == Long.MIN_VALUE || millis == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(millis);
  }
}
