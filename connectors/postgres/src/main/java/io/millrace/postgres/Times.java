package io.millrace.postgres;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Times as PostgreSQL can hold them, from 4713 BC to AD 294276. What lies outside becomes its
 * {@code -infinity} or {@code infinity}; the driver's values for these are the ends of Java's
 * range.
 */
final class Times {
  private static final LocalDate FIRST = LocalDate.of(-4712, 1, 1);
  private static final LocalDate LAST = LocalDate.of(294_276, 12, 31);

  private Times() {}

  static OffsetDateTime ofInstant(Instant instant) {
    if (instant.isBefore(FIRST.atStartOfDay().toInstant(ZoneOffset.UTC))) {
      return OffsetDateTime.MIN;
    }
    if (!instant.isBefore(LAST.atStartOfDay().toInstant(ZoneOffset.UTC))) {
      return OffsetDateTime.MAX;
    }
    return instant.atOffset(ZoneOffset.UTC);
  }

  static LocalDateTime ofLocal(LocalDateTime time) {
    if (time.toLocalDate().isBefore(FIRST)) {
      return LocalDateTime.MIN;
    }
    return time.toLocalDate().isBefore(LAST) ? time : LocalDateTime.MAX;
  }

  static LocalDate ofDate(LocalDate date) {
    if (date.isBefore(FIRST)) {
      return LocalDate.MIN;
    }
    return date.isAfter(LAST) ? LocalDate.MAX : date;
  }
}
