package io.millrace.operators.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers that are not negative, seven bits a byte, low bits first. */
public final class VariableLength {
  private VariableLength() {}

  /**
   * Writes a number.
   *
   * @param number not negative
   */
  public static void write(long number, DataOutput target) throws IOException {
    long rest = number;
    while (rest > 0x7F) {
      target.writeByte((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    target.writeByte((int) rest);
  }

  /** Reads what {@link #write} wrote. */
  public static long read(DataInput source) throws IOException {
    long number = 0;
    int shift = 0;
    int next;
    do {
      next = source.readUnsignedByte();
      number |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next > 0x7F);
    return number;
  }
}
