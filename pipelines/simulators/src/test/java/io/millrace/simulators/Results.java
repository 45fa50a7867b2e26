package io.millrace.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a plain pipeline would make of readings, in doubles. */
final class Results {
  private Results() {}

  static List<RollupResult> of(List<Reading> readings, Duration window) {
    long size = window.toNanos() / 1000;
    Map<RollupResult.Key, List<Reading>> windows =
        readings.stream()
            .collect(
                Collectors.groupingBy(
                    reading -> key(reading, size), TreeMap::new, Collectors.toList()));
    List<RollupResult> results = new ArrayList<>();
    windows.forEach((key, members) -> results.add(result(key, members, 0)));
    return results;
  }

  static RollupResult result(RollupResult.Key key, List<Reading> members, int revision) {
    double[] sorted = members.stream().mapToDouble(Reading::value).sorted().toArray();
    List<Reading> inOrder = members.stream().sorted(Reading.ORDER).toList();
    double mean = 0;
    for (double value : sorted) {
      mean += value / sorted.length;
    }
    double variance = 0;
    for (double value : sorted) {
      variance += (value - mean) * (value - mean) / sorted.length;
    }
    return new RollupResult(
        key,
        sorted.length,
        sorted[0],
        sorted[sorted.length - 1],
        mean,
        Math.sqrt(variance),
        inOrder.get(0).value(),
        inOrder.get(inOrder.size() - 1).value(),
        sorted[(50 * sorted.length + 99) / 100 - 1],
        sorted[(95 * sorted.length + 99) / 100 - 1],
        sorted[(99 * sorted.length + 99) / 100 - 1],
        revision,
        "FINAL");
  }

  private static RollupResult.Key key(Reading reading, long size) {
    long start = Math.floorDiv(reading.time(), size) * size;
    return new RollupResult.Key(
        reading.source(),
        reading.sensor(),
        Instant.EPOCH.plus(start, ChronoUnit.MICROS),
        Instant.EPOCH.plus(start + size, ChronoUnit.MICROS));
  }
}
