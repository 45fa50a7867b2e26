package io.millrace.services.red;

import io.millrace.schemas.services.SpanKind;
import io.millrace.sdk.Durations;
import io.millrace.sdk.Parameter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Parameters of {@code services/red}. */
public record RedParameters(
    @Parameter(
            about = "Sizes of the windows; each a multiple of the smallest.",
            fallback = "10s, 1m, 5m, 1h",
            min = "1s",
            max = "31d")
        List<Duration> windows,
    @Parameter(
            about =
                "Interval in event time of provisional results of windows that are still open, a"
                    + " multiple of the smallest window; 0s for none.",
            fallback = "0s",
            min = "0s",
            max = "1d")
        Duration early,
    @Parameter(
            about = "Kinds of spans that count; those of the others are filtered.",
            fallback = "unspecified, internal, server, client, producer, consumer")
        List<SpanKind> kinds,
    @Parameter(
            about =
                "What is an error: the status of the span, a response of HTTP from 500 (from 400"
                    + " for a client), or either.",
            fallback = "status")
        RedErrors errors) {

  public RedParameters {
    requireEachOnce("windows", windows);
    requireEachOnce("kinds", kinds);
    Duration smallest = windows.stream().min(Duration::compareTo).orElseThrow();
    for (Duration size : windows) {
      requireMultiple("windows: a window of " + Durations.format(size), size, smallest);
    }
    requireMultiple("early " + Durations.format(early), early, smallest);
  }

  private static void requireEachOnce(String name, List<?> values) {
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(
          name + " is " + values + "; expected at least one, and none twice");
    }
  }

  private static void requireMultiple(String what, Duration size, Duration smallest) {
    if (size.toMillis() % smallest.toMillis() != 0) {
      throw new IllegalArgumentException(
          what + " is no multiple of the smallest window, " + Durations.format(smallest));
    }
  }
}
