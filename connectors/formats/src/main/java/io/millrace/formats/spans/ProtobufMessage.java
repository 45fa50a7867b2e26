package io.millrace.formats.spans;

import io.millrace.formats.BadRecordException;
import io.millrace.sdk.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a message of protobuf field by field, without a schema. */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int field;
  private int wire;
  private long number;
  private int from;

  ProtobufMessage(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtobufMessage(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /**
   * Goes to the next field; false at the end.
   *
   * @throws BadRecordException MALFORMED if there is no field of protobuf
   */
  boolean next() throws BadRecordException {
    if (position == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    if (field == 0 || tag >>> 3 > Integer.MAX_VALUE) {
      throw malformed("a field number of " + (tag >>> 3));
    }
    switch (wire) {
      case VARINT -> number = varint();
      case FIXED64 -> number = fixed(8);
      case FIXED32 -> number = fixed(4);
      case LENGTH -> {
        number = varint();
        if (number < 0 || number > end - position) {
          throw malformed(
              "a field of " + number + " bytes where " + (end - position) + " are left");
        }
        from = position;
        position += (int) number;
      }
      default -> throw malformed("a field of wire type " + wire);
    }
    return true;
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** Whether the field is this one, and holds a message, text or bytes. */
  boolean holds(int wanted) {
    return field == wanted && wire == LENGTH;
  }

  /** The message in the field. */
  ProtobufMessage message() throws BadRecordException {
    requireLength();
    return new ProtobufMessage(bytes, from, position);
  }

  /** The text in the field. */
  String text() throws BadRecordException {
    requireLength();
    return new String(bytes, from, position - from, StandardCharsets.UTF_8);
  }

  /** The bytes in the field. */
  byte[] bytes() throws BadRecordException {
    requireLength();
    return Arrays.copyOfRange(bytes, from, position);
  }

  /** The number in the field. */
  long number() throws BadRecordException {
    if (wire == LENGTH) {
      throw malformed("bytes in field " + field + ", where a number belongs");
    }
    return number;
  }

  private void requireLength() throws BadRecordException {
    if (wire != LENGTH) {
      throw malformed("a number in field " + field + ", where bytes belong");
    }
  }

  private long varint() throws BadRecordException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position == end) {
        throw malformed("an end within a number");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than 64 bits");
  }

  private long fixed(int size) throws BadRecordException {
    if (end - position < size) {
      throw malformed("an end within a number");
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (bytes[position++] & 0xFFL) << 8 * i;
    }
    return value;
  }

  private BadRecordException malformed(String got) {
    return new BadRecordException(
        ErrorCode.MALFORMED,
        "expected protobuf of OTLP, got " + got + " before byte " + position + " of the record");
  }
}
