package io.millrace.runner.cli;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What pipelines in Java are made of, beside what Flink has. */
final class Operators {
  /** What each of the packages below {@code io.millrace.operators} is for, by its name. */
  static final SortedMap<String, String> ABOUT =
      new TreeMap<>(
          Map.of(
              "anomaly", "Scores of how unusual a value is in its series, as tail probabilities.",
              "counter", "Increments of counters that start anew, or wrap around.",
              "deduplicate", "Removes events that were sent or delivered more than once.",
              "distinct", "Counts different values in a few KiB, by HyperLogLog.",
              "heavyhitters", "The most frequent items, with bounds of their counts.",
              "order", "Holds the events of a key until they can be handed on in order.",
              "state", "States between their changes, and the time for which each held.",
              "statistics", "Exact sums, mean, deviation, first, last and quantiles of a window.",
              "window", "Windows of many sizes from one pass, with revisions for late events."));

  private Operators() {}
}
