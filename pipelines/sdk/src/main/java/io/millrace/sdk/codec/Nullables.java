package io.millrace.sdk.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** How a {@link Codec} writes parts of its values that may be null, and of any length. */
public final class Nullables {
  private static final int ABSENT = -1;

  private Nullables() {}

  /**
   * Writes a text: the length of its UTF-8 as an int, -1 for null, and the UTF-8. {@link
   * DataOutput#writeUTF} would refuse what is longer than 64 KiB, and data can be longer.
   */
  public static void writeText(String text, DataOutput target) throws IOException {
    writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), target);
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInput source) throws IOException {
    byte[] bytes = readBytes(source);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes a whole number: whether there is one, and it. */
  public static void writeNumber(Long number, DataOutput target) throws IOException {
    target.writeBoolean(number != null);
    if (number != null) {
      target.writeLong(number);
    }
  }

  /** Reads what {@link #writeNumber} wrote. */
  public static Long readNumber(DataInput source) throws IOException {
    return source.readBoolean() ? source.readLong() : null;
  }

  /** Writes a decimal: the length of its unscaled value, -1 for null, the value, the scale. */
  public static void writeDecimal(BigDecimal decimal, DataOutput target) throws IOException {
    writeBytes(decimal == null ? null : decimal.unscaledValue().toByteArray(), target);
    if (decimal != null) {
      target.writeInt(decimal.scale());
    }
  }

  /** Reads what {@link #writeDecimal} wrote. */
  public static BigDecimal readDecimal(DataInput source) throws IOException {
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
