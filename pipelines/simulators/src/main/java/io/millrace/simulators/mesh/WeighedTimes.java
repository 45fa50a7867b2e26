package io.millrace.simulators.mesh;

import io.millrace.simulators.Differences;
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

  /** Compares a column with a quantile; between two ranks it may be the value of either. */
  void quantile(Differences differences, String column, double q) {
    Double found = (Double) differences.result().get(column);
    if (times.isEmpty()) {
      differences.exact(column, null);
      return;
    }
    times.sort(Comparator.comparingLong(Time::nanos));
    double rank = q * (parts - 1);
    double low = atRank((long) Math.floor(rank));
    double high = atRank((long) Math.ceil(rank));
    if (found == null || found < low * (1 - SLACK) || found > high * (1 + SLACK)) {
      differences.add(column, low + " to " + high + " within 1 %");
    }
  }

  private double atRank(long rank) {
    long left = rank;
    for (Time time : times) {
      left -= time.parts();
      if (left < 0) {
        return time.nanos() / NANOS_A_SECOND;
      }
    }
    throw new IllegalStateException("rank " + rank + " of " + parts);
  }
}
