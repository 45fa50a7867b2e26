package io.millrace.simulators;

import io.millrace.schemas.industrial.SensorReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageEncoder;

/** Readings in Avro's single-object encoding. */
final class ReadingEncoder {
  private final BinaryMessageEncoder<SensorReading> encoder = SensorReading.getEncoder();

  byte[] encode(SensorReading reading) {
    try {
      ByteBuffer encoded = encoder.encode(reading);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
