package io.millrace.runner.testing.compare;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as a test expects it: {@code 20.5}, {@code 20.5~1%} within a hundredth of it, or {@code
 * 20.5~0.01} within that distance.
 *
 * @param tolerance how far the actual number may lie away
 * @param suffix how the tolerance is written; empty for none
 */
public record ExpectedNumber(BigDecimal value, BigDecimal tolerance, String suffix) {
  private static final Pattern SHAPE =
      Pattern.compile("([^~]+)(~(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?)(%?))?");

  /** More than any type of number has; a difference of such numbers would have that many digits. */
  private static final int MOST_ZEROS = 10_000;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Reads a number; empty if the text is none. */
  public static Optional<ExpectedNumber> parse(String text) {
    Matcher match = SHAPE.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      BigDecimal value = new BigDecimal(match.group(1).strip());
      if (Math.abs((long) value.scale()) > MOST_ZEROS) {
        return Optional.empty();
      }
      if (match.group(2) == null) {
        return Optional.of(new ExpectedNumber(value, BigDecimal.ZERO, ""));
      }
      BigDecimal tolerance = new BigDecimal(match.group(3));
      if (!match.group(4).isEmpty()) {
        tolerance = tolerance.multiply(value.abs()).divide(HUNDRED);
      }
      return Optional.of(new ExpectedNumber(value, tolerance, match.group(2)));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  /** Whether a number is this one, as far as the tolerance goes. */
  public boolean accepts(BigDecimal actual) {
    return actual.subtract(value).abs().compareTo(tolerance) <= 0;
  }
}
