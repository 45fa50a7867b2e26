package io.millrace.services.graph;

import io.millrace.sdk.Durations;
import io.millrace.sdk.Parameter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Parameters of {@code services/graph}. */
public record GraphParameters(
    @Parameter(
            about = "Sizes of the windows; each a multiple of the smallest.",
            fallback = "1m, 1h, 1d",
            min = "1s",
            max = "31d")
        List<Duration> windows,
    @Parameter(
            about = "How calls are found: as Zipkin's linker does, as Tempo does, or both.",
            fallback = "tree, pairing")
        List<Semantics> semantics,
    @Parameter(
            about =
                "For how long after the first span of a trace has ended the others are waited for;"
                    + " results come that much later.",
            fallback = "5m",
            min = "1s",
            max = "1d")
        Duration traceTimeout,
    @Parameter(
            about =
                "How many spans of one trace id are held at once, at the most; those beyond are as if"
                    + " they had not been seen, and counted as filtered.",
            fallback = "20000",
            min = "2",
            max = "10000000")
        int maxSpans) {

  public GraphParameters {
    requireEachOnce("windows", windows);
    requireEachOnce("semantics", semantics);
    Duration smallest = windows.stream().min(Duration::compareTo).orElseThrow();
    for (Duration size : windows) {
      if (size.toMillis() % smallest.toMillis() != 0) {
        throw new IllegalArgumentException(
            "windows: a window of "
                + Durations.format(size)
                + " is no multiple of the smallest window, "
                + Durations.format(smallest));
      }
    }
  }

  private static void requireEachOnce(String name, List<?> values) {
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(
          name + " is " + values + "; expected at least one, and none twice");
    }
  }
}
