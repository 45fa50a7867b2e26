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
              "deduplicate", "Removes events that were sent or delivered more than once.",
              "distinct", "Counts different values in a few KiB, by HyperLogLog.",
              "statistics", "Exact sums, mean, deviation, first, last and quantiles of a window.",
              "window", "Windows of many sizes from one pass, with revisions for late events."));

  private Operators() {}
}
