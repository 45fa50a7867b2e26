package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.PlannedBy;
import io.millrace.schemas.industrial.WindowKind;
import io.millrace.sdk.Durations;
import io.millrace.sdk.Parameter;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;

/** Parameters of {@code industrial/oee}. */
public record OeeParameters(
    @Parameter(about = "Which windows there are.", fallback = "shift, hour, day, rolling")
        List<WindowKind> windows,
    @Parameter(
            about = "The plant's time zone, which says when hours and days begin.",
            fallback = "UTC")
        String zone,
    @Parameter(about = "Size of rolling windows.", fallback = "5m", min = "1s", max = "1d")
        Duration rolling,
    @Parameter(
            about =
                "Interval between the ends of rolling windows, of which their size is a multiple.",
            fallback = "1m",
            min = "1s",
            max = "1d")
        Duration rollingEvery,
    @Parameter(
            about =
                "Interval in event time of provisional results of windows that are still open; 0s for none.",
            fallback = "0s",
            min = "0s",
            max = "1d")
        Duration early,
    @Parameter(
            about =
                "What tells planned time: the calendar, or the states, for machines without one.",
            fallback = "calendar")
        PlannedBy plannedBy,
    @Parameter(
            about =
                "Stops shorter than this count as slow production (300s by the custom of TPM); 0s"
                    + " for none, as in ISO 22400-2.",
            fallback = "0s",
            min = "0s",
            max = "1h")
        Duration microStop,
    @Parameter(
            about = "Whether parts are good of which no record says what they are.",
            fallback = "false")
        boolean goodUnlessSaid,
    @Parameter(
            about =
                "For how long a machine that is not heard of is believed to be in its last state.",
            fallback = "1d",
            min = "1m",
            max = "35d")
        Duration stateValidFor,
    @Parameter(
            about =
                "For how long ideal cycle times and the totals of counters are believed that are"
                    + " not told again.",
            fallback = "730d",
            min = "1d",
            max = "3650d")
        Duration referenceValidFor)
    implements Serializable {

  public OeeParameters {
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("windows is empty; expected at least one kind");
    }
    if (new HashSet<>(windows).size() < windows.size()) {
      throw new IllegalArgumentException("windows holds a kind twice; expected each once");
    }
    try {
      ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "zone is '" + zone + "'; expected a zone such as UTC, +01:00 or Europe/Berlin", unknown);
    }
    if (rolling.toMillis() % rollingEvery.toMillis() != 0) {
      throw new IllegalArgumentException(
          "rolling "
              + Durations.format(rolling)
              + " is no multiple of rolling-every, "
              + Durations.format(rollingEvery));
    }
  }
}
