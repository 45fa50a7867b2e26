package io.millrace.operators.statistics;

import java.math.BigInteger;

/**
 * From exact numbers {@code mantissa * 2^exponent} to the nearest double, half to even, by integer
 * arithmetic alone.
 */
final class Rounding {
  private static final int PRECISION = 53;
  private static final int LEAST_EXPONENT = -1074;

  /** Bits that a result has at least before it is rounded, besides the one that says if exact. */
  private static final int BITS = PRECISION + 1;

  private Rounding() {}

  /** The number itself; infinite if it is beyond the range of doubles. */
  static double nearest(BigInteger mantissa, int exponent) {
    BigInteger magnitude = mantissa.abs();
    int drop = Math.max(magnitude.bitLength() - PRECISION, LEAST_EXPONENT - exponent);
    int scale = exponent;
    if (drop > 0) {
      BigInteger kept = magnitude.shiftRight(drop);
      boolean half = magnitude.testBit(drop - 1);
      boolean beyondHalf = half && magnitude.getLowestSetBit() < drop - 1;
      magnitude = beyondHalf || half && kept.testBit(0) ? kept.add(BigInteger.ONE) : kept;
      scale = exponent + drop;
    }
    double rounded = Math.scalb(magnitude.doubleValue(), scale);
    return mantissa.signum() < 0 ? -rounded : rounded;
  }

  /** The number divided by a positive divisor. */
  static double quotient(BigInteger mantissa, int exponent, long divisor) {
    BigInteger by = BigInteger.valueOf(divisor);
    int shift = Math.max(0, BITS + 1 + by.bitLength() - mantissa.bitLength());
    BigInteger[] parts = mantissa.abs().shiftLeft(shift).divideAndRemainder(by);
    double rounded = nearest(parts[0], parts[1].signum() == 0, exponent - shift);
    return mantissa.signum() < 0 ? -rounded : rounded;
  }

  /** The square root of the number, which is not negative, divided by a positive divisor. */
  static double rootQuotient(BigInteger mantissa, int exponent, long divisor) {
    BigInteger by = BigInteger.valueOf(divisor).pow(2);
    int shift = 2 * BITS + by.bitLength() - mantissa.bitLength();
    if (((exponent - shift) & 1) != 0) {
      shift++;
    }
    // The root of the whole part of a number has the same whole part as that of the number.
    BigInteger[] parts = mantissa.shiftLeft(shift).divideAndRemainder(by);
    BigInteger root = root(parts[0]);
    boolean exact =
        parts[1].signum() == 0
            && root.multiply(root).equals(parts[0])
            && mantissa.getLowestSetBit() >= -shift;
    return nearest(root, exact, (exponent - shift) / 2);
  }

  /** The whole part of the square root. Much faster than the JDK's, for numbers of 110 bits. */
  private static BigInteger root(BigInteger square) {
    BigInteger root = BigInteger.valueOf((long) Math.sqrt(square.doubleValue()));
    while (root.multiply(root).compareTo(square) > 0) {
      root = root.subtract(BigInteger.ONE);
    }
    BigInteger next = root.add(BigInteger.ONE);
    while (next.multiply(next).compareTo(square) <= 0) {
      root = next;
      next = root.add(BigInteger.ONE);
    }
    return root;
  }

  /** The nearest double to a number of which the whole part is given, and whether that is all. */
  private static double nearest(BigInteger whole, boolean exact, int exponent) {
    // One bit more says whether anything was cut off, which is all that rounding asks of it.
    BigInteger doubled = whole.shiftLeft(1);
    return nearest(exact ? doubled : doubled.setBit(0), exponent - 1);
  }
}
