package io.millrace.simulators.bills;

import io.millrace.simulators.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Some time, from its first instant to the first after it; in UTC where it is of a calendar. */
record Interval(Instant start, Instant end) {
  private static final Duration DAY = Duration.ofDays(1);

  static Interval day(Instant start) {
    return new Interval(start, start.plus(DAY));
  }

  static Interval month(YearMonth month) {
    return new Interval(first(month), first(month.plusMonths(1)));
  }

  private static Instant first(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The day in which it begins. */
  Interval firstDay() {
    return day(
        start.atOffset(ZoneOffset.UTC).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  boolean holds(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }

  Duration length() {
    return Duration.between(start, end);
  }

  /** First instant, in us since 1970-01-01T00:00:00Z. */
  long from() {
    return Delivery.micros(start);
  }

  /** First instant after it, in us since 1970-01-01T00:00:00Z. */
  long to() {
    return Delivery.micros(end);
  }
}
