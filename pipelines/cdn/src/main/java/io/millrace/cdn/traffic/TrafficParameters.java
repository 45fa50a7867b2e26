package io.millrace.cdn.traffic;

import io.millrace.schemas.cdn.Tier;
import io.millrace.sdk.Durations;
import io.millrace.sdk.Parameter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Parameters of {@code cdn/traffic}. */
public record TrafficParameters(
    @Parameter(
            about = "Sizes of the windows of output traffic; each a multiple of the smallest.",
            fallback = "10s, 1m, 1h, 1d",
            min = "1s",
            max = "31d")
        List<Duration> windows,
    @Parameter(
            about = "What traffic is grouped by; columns not grouped by are null.",
            fallback = "site, pop")
        List<TrafficGroup> groupBy,
    @Parameter(
            about =
                "Interval in event time of provisional traffic of windows that are still open, a"
                    + " multiple of the smallest window; 0s for none.",
            fallback = "0s",
            min = "0s",
            max = "1d")
        Duration early,
    @Parameter(
            about = "Tiers whose requests count; those of the others are filtered.",
            fallback = "edge")
        List<Tier> tiers,
    @Parameter(
            about = "Sizes of the windows of output top; each a multiple of the smallest.",
            fallback = "1m, 1h, 1d",
            min = "1s",
            max = "31d")
        List<Duration> topWindows,
    @Parameter(
            about = "In what the items that occur most are looked for; client names persons.",
            fallback =
                "url, url-bytes, url-misses, url-5xx, url-404, referrer, user-agent, country")
        List<TopDimension> topDimensions,
    @Parameter(
            about = "How many items are listed in each dimension.",
            fallback = "100",
            min = "1",
            max = "10000")
        int top,
    @Parameter(
            about =
                "How many different items have exact counts; with more, a count may be too high by"
                    + " the total divided by this. At least top.",
            fallback = "2500",
            min = "1",
            max = "1000000")
        int topCapacity,
    @Parameter(
            about = "Sizes of the windows of output visitors; each a multiple of the smallest.",
            fallback = "1h, 1d",
            min = "1s",
            max = "31d")
        List<Duration> visitorWindows,
    @Parameter(
            about =
                "2 to this bytes hold the visitors of a site; their standard error is 104 % divided"
                    + " by the root of that.",
            fallback = "15",
            min = "4",
            max = "21")
        int visitorPrecision) {

  public TrafficParameters {
    requireWindows("windows", windows);
    requireWindows("top-windows", topWindows);
    requireWindows("visitor-windows", visitorWindows);
    requireMultiple("early " + Durations.format(early), early, smallest(windows));
    requireEachOnce("group-by", groupBy);
    requireEachOnce("top-dimensions", topDimensions);
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException("tiers is empty; expected at least one");
    }
    if (topCapacity < top) {
      throw new IllegalArgumentException(
          "top-capacity is " + topCapacity + "; expected at least top, " + top);
    }
  }

  /** The sizes of all windows of all outputs. */
  List<Duration> allWindows() {
    return Stream.of(windows, topWindows, visitorWindows).flatMap(List::stream).distinct().toList();
  }

  private static void requireWindows(String name, List<Duration> windows) {
    if (windows.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty; expected at least one size");
    }
    requireEachOnce(name, windows);
    for (Duration size : windows) {
      requireMultiple(name + ": a window of " + Durations.format(size), size, smallest(windows));
    }
  }

  private static void requireEachOnce(String name, List<?> values) {
    if (new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(name + " holds a value twice; expected each once");
    }
  }

  private static Duration smallest(List<Duration> windows) {
    return windows.stream().min(Duration::compareTo).orElseThrow();
  }

  private static void requireMultiple(String what, Duration size, Duration smallest) {
    if (size.toMillis() % smallest.toMillis() != 0) {
      throw new IllegalArgumentException(
          what + " is no multiple of the smallest window, " + Durations.format(smallest));
    }
  }
}
