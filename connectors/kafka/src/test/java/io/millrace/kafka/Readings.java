package io.millrace.kafka;

import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Instant;

/** Sensor readings, and how they are read. */
final class Readings {
  /** An instant that all tests start from. */
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  static {
    AvroTrust.establish();
  }

  private Readings() {}

  static SensorReading at(int seconds) {
    return of("m1", seconds);
  }

  static SensorReading of(String source, int seconds) {
    return SensorReading.newBuilder()
        .setSource(source)
        .setSensor("t")
        .setEventTime(NOON.plusSeconds(seconds))
        .setValue(20.5)
        .setSequence((long) seconds)
        .build();
  }

  static byte[] bytes(SensorReading reading) {
    return SingleObject.encode(reading);
  }

  static KafkaInput<SensorReading> input(String topic) {
    return KafkaInput.of(
        "readings", topic, AvroFormat.shipped(), SensorReading.class, "event_time");
  }
}
