package io.millrace.simulators;

import io.millrace.schemas.industrial.SensorReading;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.SchemaNormalization;

/**
 * Reads a SensorReading by the letter of Avro's specification, field by field: an oracle does not
 * use what it judges. A length is compared with what is there before anything is allocated.
 */
final class ReadingDecoder {
  private static final short MARKER = (short) 0xC301;
  private static final long FINGERPRINT =
      SchemaNormalization.parsingFingerprint64(SensorReading.getClassSchema());
  private static final int QUALITIES = 4;
  private static final int LONGEST_NUMBER = 10;

  private ReadingDecoder() {}

  /** The reading; empty if the bytes are none. A value that is absent is NaN. */
  static Optional<Reading> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.getShort() != MARKER || in.order(ByteOrder.LITTLE_ENDIAN).getLong() != FINGERPRINT) {
        return Optional.empty();
      }
      String source = text(in);
      String sensor = text(in);
      long time = number(in);
      double value = branch(in) ? in.getDouble() : Double.NaN;
      if (branch(in)) {
        text(in);
      }
      long quality = number(in);
      long epoch = number(in);
      Long sequence = branch(in) ? Long.valueOf(number(in)) : null;
      boolean whole = !in.hasRemaining() && quality >= 0 && quality < QUALITIES;
      return whole
          ? Optional.of(new Reading(source, sensor, time, value, epoch, sequence))
          : Optional.empty();
    } catch (BufferUnderflowException | CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  /** Whether a nullable field has a value. */
  private static boolean branch(ByteBuffer in) throws CharacterCodingException {
    long branch = number(in);
    if (branch != 0 && branch != 1) {
      throw new CharacterCodingException();
    }
    return branch == 1;
  }

  private static String text(ByteBuffer in) throws CharacterCodingException {
    long length = number(in);
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer text = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
  }

  /** Seven bits a byte, the lowest first; of the number, the lowest bit is the sign. */
  private static long number(ByteBuffer in) throws CharacterCodingException {
    long zigzag = 0;
    for (int i = 0; i < LONGEST_NUMBER; i++) {
      byte next = in.get();
      zigzag |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new CharacterCodingException();
  }
}
