package io.millrace.it.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what should be there with what is there, each as often as it is. */
final class ResultOracle {
  private ResultOracle() {}

  /** What was lost, doubled or made up; empty if both hold the same, in whatever order. */
  static List<String> differences(List<String> expected, List<String> actual) {
    Map<String, Integer> balance = new TreeMap<>();
    expected.forEach(row -> balance.merge(row, -1, Integer::sum));
    actual.forEach(row -> balance.merge(row, 1, Integer::sum));
    List<String> differences = new ArrayList<>();
    balance.forEach(
        (row, count) -> {
          if (count != 0) {
            differences.add((count < 0 ? "lost " : "too many ") + Math.abs(count) + ": " + row);
          }
        });
    return differences;
  }
}
