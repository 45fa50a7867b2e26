package io.millrace.cloud.cost;

import io.millrace.sdk.Parameter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Parameters of {@code cloud/cost}. */
public record CostParameters(
    @Parameter(
            about = "Windows of output cost, each within one billing period: billing, day, hour.",
            fallback = "billing")
        List<Period> periods,
    @Parameter(
            about = "What output cost is grouped by; columns not grouped by are null.",
            fallback = "provider, service")
        List<CostGroup> groupBy,
    @Parameter(
            about =
                "Interval in event time of provisional results of windows that are still open; 0s"
                    + " for none.",
            fallback = "0s",
            min = "0s",
            max = "31d")
        Duration early,
    @Parameter(about = "Which cost output allocation allocates.", fallback = "effective")
        Measure allocate,
    @Parameter(
            about =
                "To what costs are allocated, each dimension by itself: a name as in group-by, or"
                    + " tag:NAME.",
            fallback = "sub-account")
        List<String> dimensions,
    @Parameter(
            about =
                "Rows whose cost all items share: those that meet one of these conditions, such as"
                    + " service=AWS Support or tag:scope=shared.",
            fallback = "")
        List<String> shared,
    @Parameter(
            about =
                "What is distributed over the items: the shared cost, idle commitments, rows that"
                    + " name no item (unallocated). The rest is borne by a row of its own.",
            fallback = "shared, idle")
        List<Pool> distribute,
    @Parameter(
            about =
                "By what it is distributed: in proportion to what the items' own rows cost, or"
                    + " evenly.",
            fallback = "proportional")
        Weighting weighting,
    @Parameter(
            about =
                "What rows without a charge_id are that are alike in all columns but costs,"
                    + " quantities and tags: rows, each of which is a charge if they come with one"
                    + " export; or columns, statements of one charge, of which the last counts.",
            fallback = "rows")
        Identity identity,
    @Parameter(
            about =
                "What tells a later export from an earlier one: files, the order in which files"
                    + " are given, where their sequence is the same; or sequence alone, where all"
                    + " files are parts of one export.",
            fallback = "files")
        Exports exports) {

  public CostParameters {
    requireDifferent("periods", periods);
    requireDifferent("group-by", groupBy);
    requireDifferent("dimensions", dimensions);
    requireDifferent("distribute", distribute);
    if (periods.isEmpty()) {
      throw new IllegalArgumentException("periods is empty; expected at least one");
    }
    dimensions.forEach(Dimension::of);
    shared.forEach(Condition::of);
  }

  private static void requireDifferent(String name, List<?> values) {
    if (new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(name + " names something twice; expected each once");
    }
  }
}
