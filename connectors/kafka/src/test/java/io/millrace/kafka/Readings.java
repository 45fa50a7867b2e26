package io.millrace.kafka;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sensor readings, and how they are read. */
final class Readings {
  /** An instant that all tests start from. */
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  static {
    AvroTrust.establish();
  }

  private static final Decoder<SensorReading> DECODER =
      AvroFormat.shipped().decoder(SensorReading.class);

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
    return SingleObject.of(reading);
  }

  /** The sequence of a reading that was written to a topic. */
  static synchronized long sequence(ConsumerRecord<byte[], byte[]> record) {
    RawRecord raw = RawRecord.inFile(record.value(), record.topic(), record.offset());
    Decoded<SensorReading> decoded = DECODER.decode(raw);
    return ((Decoded.Ok<SensorReading>) decoded).event().getSequence();
  }

  static KafkaInput<SensorReading> input(String topic) {
    return KafkaInput.of(
        "readings", topic, AvroFormat.shipped(), RecordType.of(SensorReading.class), "event_time");
  }
}
