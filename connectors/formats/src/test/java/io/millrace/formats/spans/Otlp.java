package io.millrace.formats.spans;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes messages of protobuf by hand, with no code in common with what reads them. */
final class Otlp {
  private Otlp() {}

  /** A field of bytes, a text or a message. */
  static byte[] field(int number, byte[]... parts) {
    byte[] value = join(parts);
    return join(varint(number << 3 | 2), varint(value.length), value);
  }

  static byte[] text(int number, String text) {
    return field(number, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] id(int number, String hex) {
    return field(number, HexFormat.of().parseHex(hex));
  }

  static byte[] whole(int number, long value) {
    return join(varint(number << 3), varint(value));
  }

  static byte[] fixed(int number, long value) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return join(varint(number << 3 | 1), bytes);
  }

  static byte[] attribute(int number, String key, byte[] value) {
    return field(number, text(1, key), field(2, value));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    while (rest < 0 || rest > 127) {
      bytes.write((int) (rest & 127 | 128));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }
}
