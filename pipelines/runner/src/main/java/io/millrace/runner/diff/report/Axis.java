package io.millrace.runner.diff.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale from values to pixels.
 *
 * @param low the value at {@code start}
 * @param high the value at {@code end}; greater than {@code low}
 */
record Axis(double low, double high, double start, double end) {

  /** An axis with some room around the values. */
  static Axis around(double least, double greatest, double start, double end) {
    double span = greatest - least;
    double room = span > 0 ? span * 0.06 : Math.max(Math.abs(least) * 0.1, 1e-9);
    return new Axis(least - room, greatest + room, start, end);
  }

  double at(double value) {
    return start + (value - low) / (high - low) * (end - start);
  }

  /** Round values in the range: steps of 1, 2 or 5 times a power of ten. */
  List<Double> ticks(int about) {
    double rough = (high - low) / about;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double ratio = rough / power;
    double step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (double count = Math.ceil(low / step); count * step <= high && ticks.size() < 20; count++) {
      ticks.add(count * step);
    }
    return ticks;
  }
}
