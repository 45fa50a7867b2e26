package io.millrace.simulators.mesh;

import io.millrace.simulators.Differences;
import io.millrace.simulators.NearestRank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Durations, each as many times as it weighs, all of them kept. */
final class WeighedTimes {
  private static final double NANOS_A_SECOND = 1e9;

  /** The percent of the sketch, and what rounding adds. */
  private static final double SLACK = 0.01 + 1e-9;

  private record Time(long nanos, long parts) {}

  private final List<Time> times = new ArrayList<>();
  private long parts;

  /** Takes a duration; one below nothing counts as none. */
  void add(long nanos, long weight) {
    times.add(new Time(Math.max(0, nanos), weight));
    parts += weight;
  }

  int count() {
    return times.size();
  }

  /** The sum of all weights. */
  long parts() {
    return parts;
  }

  /** The longest in s; null without any. */
  Double longest() {
    return times.stream()
        .mapToLong(Time::nanos)
        .boxed()
        .max(Comparator.naturalOrder())
        .map(nanos -> nanos / NANOS_A_SECOND)
        .orElse(null);
  }

  /** Compares a column with a percentile. */
  void percentile(Differences differences, String column, int percent) {
    Double found = (Double) differences.result().get(column);
    if (times.isEmpty()) {
      differences.exact(column, null);
      return;
    }
    times.sort(Comparator.comparingLong(Time::nanos));
    double expected = at(NearestRank.position(percent, parts));
    if (found == null || Math.abs(found - expected) > SLACK * expected) {
      differences.add(column, expected + " within 1 %");
    }
  }

  private double at(long position) {
    long left = position;
    for (Time time : times) {
      left -= time.parts();
      if (left < 0) {
        return time.nanos() / NANOS_A_SECOND;
      }
    }
    throw new IllegalStateException("position " + position + " of " + parts);
  }
}
