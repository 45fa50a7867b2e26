package io.millrace.simulators.bills;

import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.DeliveryFaults;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bills of three providers for some months.
 *
 * @param first of the months
 * @param limits of the input that reads the bills
 * @param faults how often something happens to a row on its way
 * @param restated whether bills are restated
 */
public record BillSettings(
    YearMonth first, int months, Limits limits, DeliveryFaults faults, boolean restated) {

  public BillSettings {
    if (months < 1 || months > 24) {
      throw new IllegalArgumentException("months is " + months + "; expected from 1 to 24");
    }
    if (limits.lateness().compareTo(BillSimulator.LAST_RESTATED.plusDays(2)) < 0) {
      throw new IllegalArgumentException(
          "lateness is " + limits.lateness() + "; expected at least 20 days");
    }
    if (limits.outOfOrderness().compareTo(Duration.ofDays(3)) < 0) {
      throw new IllegalArgumentException(
          "out-of-orderness is " + limits.outOfOrderness() + "; expected at least 3 days");
    }
  }

  /** A quarter, corrected for 20 days; all faults. */
  public static BillSettings quarter(YearMonth first) {
    return new BillSettings(
        first, 3, new Limits(Duration.ofDays(3), Duration.ofDays(20)), DeliveryFaults.SOME, true);
  }

  /** These, with other faults, restated or not. */
  public BillSettings withFaults(DeliveryFaults faults, boolean restated) {
    return new BillSettings(first, months, limits, faults, restated);
  }

  /** The first instant of the first month, in UTC. */
  public Instant start() {
    return first.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The length of all months. */
  public Duration duration() {
    return Duration.between(start(), billing().get(months - 1).end());
  }

  /** The months. */
  List<Interval> billing() {
    return Stream.iterate(first, month -> month.plusMonths(1))
        .limit(months)
        .map(Interval::month)
        .toList();
  }
}
