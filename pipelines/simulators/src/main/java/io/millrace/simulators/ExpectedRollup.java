package io.millrace.simulators;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a window of one sensor comes to, from its readings, in decimals of any length. */
final class ExpectedRollup {
  private static final MathContext DIGITS = new MathContext(40);
  private static final double EXACT = 1e-9;
  private static final double SKETCHED = 0.01;

  private final List<Reading> readings = new ArrayList<>();
  private double[] sorted;

  void add(Reading reading) {
    readings.add(reading);
    sorted = null;
  }

  /** What is wrong with a result; empty if it is right. */
  Optional<String> difference(RollupResult result) {
    if (result.count() != readings.size()) {
      return Optional.of("count is " + result.count() + ", expected " + readings.size());
    }
    double[] values = sorted();
    List<String> wrong = new ArrayList<>();
    exact(wrong, "min", result.min(), values[0]);
    exact(wrong, "max", result.max(), values[values.length - 1]);
    exact(wrong, "mean", result.mean(), mean());
    exact(wrong, "stddev", result.stddev(), deviation());
    exact(wrong, "first", result.first(), Collections.min(readings, Reading.ORDER).value());
    exact(wrong, "last", result.last(), Collections.max(readings, Reading.ORDER).value());
    sketched(wrong, "p50", result.p50(), 50);
    sketched(wrong, "p95", result.p95(), 95);
    sketched(wrong, "p99", result.p99(), 99);
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }

  double mean() {
    return sum().divide(count(), DIGITS).doubleValue();
  }

  /** Of the whole window, not of a sample: the root of the mean squared distance from the mean. */
  double deviation() {
    BigDecimal squares =
        readings.stream()
            .map(reading -> new BigDecimal(reading.value()).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return squares
        .multiply(count())
        .subtract(sum().pow(2))
        .divide(count().pow(2), DIGITS)
        .sqrt(DIGITS)
        .doubleValue();
  }

  private BigDecimal sum() {
    return readings.stream()
        .map(reading -> new BigDecimal(reading.value()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal count() {
    return BigDecimal.valueOf(readings.size());
  }

  private double[] sorted() {
    if (sorted == null) {
      sorted = readings.stream().mapToDouble(Reading::value).sorted().toArray();
    }
    return sorted;
  }

  private static void exact(List<String> wrong, String name, double found, double expected) {
    if (!(Math.abs(found - expected) <= EXACT * Math.max(Math.abs(found), Math.abs(expected)))) {
      wrong.add(name + " is " + found + ", expected " + expected);
    }
  }

  private void sketched(List<String> wrong, String name, double found, int percent) {
    double[] values = sorted();
    double expected = values[(int) NearestRank.position(percent, values.length)];
    // The percent is of the value; what is computed from it is rounded.
    if (!(Math.abs(found - expected) <= (SKETCHED + EXACT) * Math.abs(expected))) {
      wrong.add(
          String.format(Locale.ROOT, "%s is %s, expected %s within 1 %%", name, found, expected));
    }
  }
}
