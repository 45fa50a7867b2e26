package io.millrace.cloud.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** How values that may be null are written; texts may be of any length. */
final class Binary {
  private static final int ABSENT = -1;

  private Binary() {}

  static void writeText(String text, DataOutput target) throws IOException {
    writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), target);
  }

  static String readText(DataInput source) throws IOException {
    byte[] bytes = readBytes(source);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  static void writeDecimal(BigDecimal value, DataOutput target) throws IOException {
    writeBytes(value == null ? null : value.unscaledValue().toByteArray(), target);
    if (value != null) {
      target.writeInt(value.scale());
    }
  }

  static BigDecimal readDecimal(DataInput source) throws IOException {
    byte[] unscaled = readBytes(source);
    return unscaled == null ? null : new BigDecimal(new BigInteger(unscaled), source.readInt());
  }

  private static void writeBytes(byte[] bytes, DataOutput target) throws IOException {
    target.writeInt(bytes == null ? ABSENT : bytes.length);
    if (bytes != null) {
      target.write(bytes);
    }
  }

  private static byte[] readBytes(DataInput source) throws IOException {
    int length = source.readInt();
    if (length == ABSENT) {
      return null;
    }
    byte[] bytes = new byte[length];
    source.readFully(bytes);
    return bytes;
  }
}
