package io.millrace.runner.diff.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people: ten digits at most. */
final class ShortNumber {
  private static final MathContext DIGITS = new MathContext(10);
  private static final int LONGEST = 15;

  private ShortNumber() {}

  static String of(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() <= LONGEST ? plain : rounded.toString();
  }
}
