package io.millrace.operators.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sum of finite doubles and of their squares: no rounding, so neither order nor grouping
 * matters.
 *
 * <p>A superaccumulator, after Radford M. Neal, "Fast exact summation using small and large
 * superaccumulators", 2015: signed 64-bit chunks whose weights are 2^32 apart, so that carries need
 * to be moved up only now and then. Unlike there, only the chunks in use are stored, three to five
 * for most streams. Not thread-safe, not even for reading.
 */
public final class ExactSum {
  /** The weight of the lowest bit is 2 to this: that of the square of the least double. */
  private static final int LEAST_EXPONENT = -2148;

  private static final int CHUNK_BITS = 32;
  private static final long CHUNK_MASK = 0xFFFF_FFFFL;
  private static final int FRACTION_BITS = 52;
  private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
  private static final int EXPONENT_BIAS = 1075;

  /** A chunk grows by less than 2^53 with each addition, so after these it is below 2^63. */
  private static final int ADDITIONS_WITHOUT_CARRY = 1 << 9;

  /** Weights from {@code first} upwards; the last one carries the sign. */
  private long[] chunks = {};

  private int first;
  private int additionsLeft = ADDITIONS_WITHOUT_CARRY;

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if it is infinite or not a number
   */
  public void add(double value) {
    long bits = finiteBits(value);
    addBits(exponent(bits) - LEAST_EXPONENT, significand(bits), bits < 0);
  }

  /**
   * Adds the square of a value, exactly.
   *
   * @throws IllegalArgumentException if the value is infinite or not a number
   */
  public void addSquare(double value) {
    long bits = finiteBits(value);
    long significand = significand(bits);
    long low = significand * significand;
    long high = Math.multiplyHigh(significand, significand);
    int position = 2 * exponent(bits) - LEAST_EXPONENT;
    addBits(position, low & ((1L << 53) - 1), false);
    addBits(position + 53, high << 11 | low >>> 53, false);
  }

  /** Adds another sum, which stays as it is. */
  public void add(ExactSum other) {
    if (other.chunks.length == 0) {
      return;
    }
    carry();
    cover(other.first, other.first + other.chunks.length);
    for (int i = 0; i < other.chunks.length; i++) {
      chunks[other.first - first + i] += other.chunks[i];
    }
    carry();
  }

  /** The sum rounded to the nearest double, half to even; infinite if beyond their range. */
  public double value() {
    return Rounding.nearest(mantissa(), exponent());
  }

  /** The exact sum is this times 2 to the {@link #exponent}. */
  public BigInteger mantissa() {
    BigInteger mantissa = BigInteger.ZERO;
    for (int i = chunks.length - 1; i >= 0; i--) {
      mantissa = mantissa.shiftLeft(CHUNK_BITS).add(BigInteger.valueOf(chunks[i]));
    }
    return mantissa;
  }

  /** The exact sum is the {@link #mantissa} times 2 to this. */
  public int exponent() {
    return first * CHUNK_BITS + LEAST_EXPONENT;
  }

  /** A sum that shares nothing with this one. */
  public ExactSum copy() {
    ExactSum copy = new ExactSum();
    copy.chunks = chunks.clone();
    copy.first = first;
    copy.additionsLeft = additionsLeft;
    return copy;
  }

  /** Writes it as part of something that has a codec. */
  public void write(DataOutput target) throws IOException {
    normalise();
    target.writeByte(chunks.length);
    if (chunks.length > 0) {
      target.writeByte(first);
      for (int i = 0; i < chunks.length - 1; i++) {
        target.writeInt((int) chunks[i]);
      }
      target.writeLong(chunks[chunks.length - 1]);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static ExactSum read(DataInput source) throws IOException {
    ExactSum sum = new ExactSum();
    int length = source.readUnsignedByte();
    if (length > 0) {
      sum.first = source.readUnsignedByte();
      sum.chunks = new long[length];
      for (int i = 0; i < length - 1; i++) {
        sum.chunks[i] = source.readInt() & CHUNK_MASK;
      }
      sum.chunks[length - 1] = source.readLong();
    }
    return sum;
  }

  /** Whether the exact sums are equal. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ExactSum that)) {
      return false;
    }
    normalise();
    that.normalise();
    return first == that.first && Arrays.equals(chunks, that.chunks);
  }

  @Override
  public int hashCode() {
    normalise();
    return 31 * first + Arrays.hashCode(chunks);
  }

  @Override
  public String toString() {
    return "ExactSum[" + value() + "]";
  }

  private static long finiteBits(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Only finite values have a sum, not " + value);
    }
    return Double.doubleToRawLongBits(value);
  }

  private static long significand(long bits) {
    long fraction = bits & FRACTION_MASK;
    return biasedExponent(bits) == 0 ? fraction : fraction | 1L << FRACTION_BITS;
  }

  private static int exponent(long bits) {
    return Math.max(biasedExponent(bits), 1) - EXPONENT_BIAS;
  }

  private static int biasedExponent(long bits) {
    return (int) (bits >>> FRACTION_BITS) & 0x7FF;
  }

  private void addBits(int position, long magnitude, boolean negative) {
    int chunk = position / CHUNK_BITS;
    int shift = position % CHUNK_BITS;
    if (chunk < first || chunk + 2 > first + chunks.length) {
      cover(chunk, chunk + 2);
    }
    long low = magnitude << shift & CHUNK_MASK;
    long high = magnitude >>> (CHUNK_BITS - shift);
    int index = chunk - first;
    if (negative) {
      chunks[index] -= low;
      chunks[index + 1] -= high;
    } else {
      chunks[index] += low;
      chunks[index + 1] += high;
    }
    if (--additionsLeft == 0) {
      carry();
    }
  }

  /** Makes room for the chunks from one index up to, not including, another. */
  private void cover(int from, int to) {
    if (chunks.length == 0) {
      first = from;
    }
    int start = Math.min(first, from);
    int end = Math.max(first + chunks.length, to);
    if (end - start > chunks.length) {
      long[] wider = new long[end - start];
      System.arraycopy(chunks, 0, wider, first - start, chunks.length);
      chunks = wider;
      first = start;
    }
  }

  /** Moves what exceeds 32 bits up, so that every chunk but the last is from 0 to 2^32 - 1. */
  private void carry() {
    long carry = 0;
    for (int i = 0; i < chunks.length; i++) {
      long sum = chunks[i] + carry;
      chunks[i] = sum & CHUNK_MASK;
      carry = sum >> CHUNK_BITS;
    }
    if (carry == -1 && chunks[chunks.length - 1] != 0) {
      chunks[chunks.length - 1] += carry << CHUNK_BITS;
    } else if (carry != 0) {
      chunks = Arrays.copyOf(chunks, chunks.length + 1);
      chunks[chunks.length - 1] = carry;
    }
    additionsLeft = ADDITIONS_WITHOUT_CARRY;
  }

  /** Gives equal sums the same chunks: none at either end that could be left out. */
  private void normalise() {
    carry();
    int start = 0;
    int end = chunks.length;
    while (start < end && chunks[start] == 0) {
      start++;
    }
    while (end - start > 1 && (chunks[end - 1] == 0 || chunks[end - 1] == -1)) {
      chunks[end - 2] += chunks[end - 1] << CHUNK_BITS;
      end--;
    }
    first = end == start ? 0 : first + start;
    chunks = Arrays.copyOfRange(chunks, start, end);
  }
}
