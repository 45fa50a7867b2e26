package io.millrace.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one subtask does, as Flink's metrics say.
 *
 * @param subtask which one, and where
 * @param recordsPerSecond read by it, of a source produced by it; empty if not known yet
 * @param share of the records of its vertex, from 0 to 1; empty if there are none
 * @param watermark its event time, in epoch milliseconds; empty if it has none
 */
public record SubtaskLoad(
    FlinkRest.Subtask subtask,
    OptionalDouble recordsPerSecond,
    OptionalDouble share,
    OptionalLong watermark) {
  private static final List<String> METRICS =
      List.of(
          "numRecordsInPerSecond",
          "numRecordsOutPerSecond",
          "currentInputWatermark",
          "currentOutputWatermark");

  /** Asks Flink for the load of all subtasks of a vertex. */
  public static List<SubtaskLoad> of(FlinkRest rest, String job, FlinkRest.Vertex vertex) {
    return from(vertex, rest.metrics(job, vertex.id(), METRICS));
  }

  static List<SubtaskLoad> from(FlinkRest.Vertex vertex, Map<String, String> metrics) {
    List<SubtaskLoad> loads = new ArrayList<>();
    double total = 0;
    for (FlinkRest.Subtask subtask : vertex.subtasks()) {
      total += rate(metrics, subtask.index()).orElse(0);
    }
    for (FlinkRest.Subtask subtask : vertex.subtasks()) {
      OptionalDouble rate = rate(metrics, subtask.index());
      OptionalDouble share =
          rate.isPresent() && total > 0
              ? OptionalDouble.of(rate.getAsDouble() / total)
              : OptionalDouble.empty();
      loads.add(new SubtaskLoad(subtask, rate, share, watermark(metrics, subtask.index())));
    }
    return loads;
  }

  /** A source reads from outside: Flink counts what comes in there as what goes out. */
  private static OptionalDouble rate(Map<String, String> metrics, int index) {
    OptionalDouble in = number(metrics.get(index + ".numRecordsInPerSecond"));
    OptionalDouble out = number(metrics.get(index + ".numRecordsOutPerSecond"));
    boolean source = in.isEmpty() || in.getAsDouble() == 0;
    return source && out.isPresent() ? out : in;
  }

  private static OptionalDouble number(String text) {
    if (text == null || text.equals("NaN")) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Double.parseDouble(text));
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

  /** How far its event time is behind the clock. */
  public Optional<Duration> watermarkLag(Instant now) {
    return watermark.isPresent()
        ? Optional.of(Duration.between(Instant.ofEpochMilli(watermark.getAsLong()), now))
        : Optional.empty();
  }
}
