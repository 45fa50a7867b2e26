package io.millrace.runner.diff.compare;

import io.millrace.runner.testing.compare.ExpectedNumber;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How far two numbers may lie apart and still be equal.
 *
 * @param amount a distance, or hundredths of the number that is farther from 0: so it is the same
 *     whichever comes first
 */
public record Tolerance(BigDecimal amount, boolean relative) {
  /** What a text is expected to look like, for messages. */
  public static final String EXPECTED = "a distance such as 0.01, or hundredths such as 1%";

  /** More than any type of number has; a difference of such numbers would have that many digits. */
  private static final int MOST_ZEROS = 10_000;

  /** Reads a tolerance, written as in the tests of definitions; empty if the text is none. */
  public static Optional<Tolerance> parse(String text) {
    return ExpectedNumber.parse("100~" + text)
        .map(number -> new Tolerance(number.tolerance(), number.suffix().endsWith("%")));
  }

  /** Whether two numbers are equal as far as this goes. */
  boolean accepts(BigDecimal a, BigDecimal b) {
    if (Math.abs((long) a.scale() - b.scale()) > MOST_ZEROS) {
      return false;
    }
    BigDecimal limit = relative ? a.abs().max(b.abs()).multiply(amount).movePointLeft(2) : amount;
    return a.subtract(b).abs().compareTo(limit) <= 0;
  }
}
