package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.UsageWindow;
import io.millrace.sdk.Parameter;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Parameters of {@code hpc/jobs}. */
public record JobsParameters(
    @Parameter(
            about =
                "What windows usage is told for: hour, day, month, of the calendar in UTC; total, of"
                    + " a bounded input.",
            fallback = "hour, day, month")
        List<UsageWindow> window,
    @Parameter(
            about = "Processors of each cluster; 0 for as many as its events say.",
            fallback = "0",
            min = "0",
            max = "2000000000")
        int capacity,
    @Parameter(
            about =
                "The longest that a job may run; one that nothing is heard of for longer is given"
                    + " up, and results are corrected as far back.",
            fallback = "31d",
            min = "1h",
            max = "365d")
        Duration longest)
    implements Serializable {

  public JobsParameters {
    window = List.copyOf(window);
    if (window.isEmpty() || new HashSet<>(window).size() < window.size()) {
      throw new IllegalArgumentException(
          "window is " + window + "; expected hour, day, month or total, each once");
    }
  }
}
