package io.millrace.industrial.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Times as they are kept: in us since 1970-01-01T00:00:00Z. */
final class Micros {
  private Micros() {}

  static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static long of(Duration span) {
    return TimeUnit.MILLISECONDS.toMicros(span.toMillis());
  }

  static long ofMillis(long millis) {
    // Saturates, as the last watermark is the greatest long.
    return TimeUnit.MILLISECONDS.toMicros(millis);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The first whole ms after a time. */
  static long millisAfter(long micros) {
    return Math.floorDiv(micros, 1_000L) + 1;
  }
}
