package io.millrace.formats.value;

import com.fasterxml.jackson.core.io.NumberInput;
import java.math.BigDecimal;

/**
 * Numbers as texts: digits, a sign, a point, an exponent. None of the further forms that Java
 * allows: {@code NaN}, {@code 1d}, {@code 0x1p3}.
 */
final class Numbers {
  /** Beyond this many characters a number is an attack, for its value takes long to find. */
  private static final int LENGTH = 1_000;

  private Numbers() {}

  static double real(String text) {
    check(text);
    return NumberInput.parseDouble(text, true);
  }

  static BigDecimal decimal(String text) {
    check(text);
    return new BigDecimal(text);
  }

  /** Whether a text is an optional sign and digits that a long can hold. */
  static boolean isWhole(String text) {
    int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    if (text.length() == start || text.length() > start + 18) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Whether a text is an optional sign, digits, and at most one point. */
  static boolean isPlain(String text) {
    int digits = 0;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= '0' && letter <= '9') {
        digits++;
      } else if (letter == '.' && points == 0) {
        points++;
      } else if (i > 0 || letter != '-' && letter != '+') {
        return false;
      }
    }
    return digits > 0;
  }

  private static void check(String text) {
    if (text.isEmpty() || text.length() > LENGTH) {
      throw new NumberFormatException("no number");
    }
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean digit = letter >= '0' && letter <= '9';
      if (!digit && "+-.eE".indexOf(letter) < 0) {
        throw new NumberFormatException("no number");
      }
    }
  }
}
