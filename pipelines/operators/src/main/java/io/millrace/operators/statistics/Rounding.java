package io.millrace.operators.statistics;

import java.math.BigInteger;

/**
 * From exact numbers {@code mantissa * 2^exponent} to the nearest double, half to even, by integer
 * arithmetic alone.
 */
final class Rounding {
  private static final int PRECISION = 53;
  private static final int LEAST_EXPONENT = -1074;

  /** Bits that a quotient has at least: those of a double, and enough to tell half from more. */
  private static final int QUOTIENT_BITS = 66;

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
    int shift = Math.max(0, QUOTIENT_BITS + Long.SIZE - mantissa.bitLength());
    BigInteger dividend = mantissa.abs().shiftLeft(shift);
    double rounded = divide(dividend, exponent - shift, divisor, true);
    return mantissa.signum() < 0 ? -rounded : rounded;
  }

  /** The square root of the number, which is not negative, divided by a positive divisor. */
  static double rootQuotient(BigInteger mantissa, int exponent, long divisor) {
    int missing = 2 * (QUOTIENT_BITS + Long.SIZE) - mantissa.bitLength();
    int shift = Math.max(0, missing);
    if (((exponent - shift) & 1) != 0) {
      shift++;
    }
    BigInteger[] root = mantissa.shiftLeft(shift).sqrtAndRemainder();
    return divide(root[0], (exponent - shift) / 2, divisor, root[1].signum() == 0);
  }

  private static double divide(BigInteger dividend, int exponent, long divisor, boolean exact) {
    BigInteger[] parts = dividend.divideAndRemainder(BigInteger.valueOf(divisor));
    // One bit more says whether anything was cut off, which is all that rounding asks of it.
    BigInteger quotient = parts[0].shiftLeft(1);
    boolean whole = exact && parts[1].signum() == 0;
    return nearest(whole ? quotient : quotient.setBit(0), exponent - 1);
  }
}
