package io.millrace.testkit;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import java.time.Instant;

/** Records for tests. */
final class Rollups {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Rollups() {}

  static Rollup rollup(String source, double mean, int revision, ResultStatus status) {
    Instant end = NOON.plusSeconds(60);
    return new Rollup(
        source, "t", NOON, end, 1L, 0d, 0d, mean, 0d, 0d, 0d, 0d, 0d, 0d, revision, status);
  }

  static SensorReading reading(String source, long second) {
    return new SensorReading(
        source, "t", NOON.plusSeconds(second), 1d, null, ReadingQuality.GOOD, 0L, null);
  }
}
