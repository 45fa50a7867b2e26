package io.millrace.industrial.rollup;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.sdk.Durations;
import io.millrace.sdk.Parameter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Parameters of {@code industrial/rollup}. */
public record RollupParameters(
    @Parameter(
            about = "Sizes of the windows; each a multiple of the smallest.",
            fallback = "1m, 10m, 1h, 1d",
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
            about = "Qualities of the readings that count; the others are filtered.",
            fallback = "good, uncertain")
        List<ReadingQuality> qualities) {

  public RollupParameters {
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("windows is empty; expected at least one size");
    }
    if (new HashSet<>(windows).size() < windows.size()) {
      throw new IllegalArgumentException("windows holds a size twice; expected each once");
    }
    Duration smallest = windows.stream().min(Duration::compareTo).orElseThrow();
    for (Duration size : windows) {
      requireMultiple("a window of " + Durations.format(size), size, smallest);
    }
    requireMultiple("early " + Durations.format(early), early, smallest);
    if (qualities.isEmpty()) {
      throw new IllegalArgumentException("qualities is empty; expected at least one");
    }
  }

  private static void requireMultiple(String what, Duration size, Duration smallest) {
    if (size.toMillis() % smallest.toMillis() != 0) {
      throw new IllegalArgumentException(
          what + " is no multiple of the smallest window, " + Durations.format(smallest));
    }
  }
}
