package io.millrace.operators.window;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import java.time.Instant;

/** Events for tests. */
final class Readings {
  private Readings() {}

  static SensorReading reading(String source, String time, double value) {
    return reading(source, Instant.parse(time), null, value);
  }

  static SensorReading reading(String source, Instant time, Long sequence, double value) {
    return new SensorReading(
        source, "temperature", time, value, null, ReadingQuality.GOOD, 0L, sequence);
  }
}
