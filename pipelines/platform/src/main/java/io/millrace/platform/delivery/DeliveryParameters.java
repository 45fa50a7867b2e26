package io.millrace.platform.delivery;

import io.millrace.sdk.Durations;
import io.millrace.sdk.Parameter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Parameters of {@code platform/delivery}. */
public record DeliveryParameters(
    @Parameter(about = "Fields that together name the source of an event.", fallback = "source")
        List<String> source,
    @Parameter(
            about = "Field that tells the runs of a source apart; empty for none.",
            fallback = "")
        String epoch,
    @Parameter(
            about =
                "Field by which a source numbers its events, by one each; empty for none: then"
                    + " nothing is said of gaps and duplicates.",
            fallback = "")
        String sequence,
    @Parameter(about = "Size of the windows.", fallback = "1m", min = "1s", max = "1d")
        Duration window,
    @Parameter(
            about = "For how long nothing may come from a source before it is silent.",
            fallback = "5m",
            min = "1s",
            max = "31d")
        Duration silentAfter,
    @Parameter(
            about = "For how long a source of which nothing comes is remembered.",
            fallback = "1d",
            min = "1s",
            max = "365d")
        Duration retention) {

  public DeliveryParameters {
    source = List.copyOf(source);
    if (source.isEmpty() || source.contains("") || new HashSet<>(source).size() < source.size()) {
      throw new IllegalArgumentException(
          "source is " + source + "; expected at least one field, and none twice");
    }
    if (retention.compareTo(silentAfter) < 0) {
      throw new IllegalArgumentException(
          "retention is %s, and silent-after %s; expected a source to be remembered for longer"
              .formatted(Durations.format(retention), Durations.format(silentAfter)));
    }
  }
}
