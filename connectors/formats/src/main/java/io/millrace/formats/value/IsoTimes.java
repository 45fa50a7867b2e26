package io.millrace.formats.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * The form that nearly all times have, without the general parser, which takes most of the time.
 */
final class IsoTimes {
  private static final String SHAPE = "0000-00-00T00:00:00";

  private IsoTimes() {}

  /**
   * Reads {@code 2026-01-31T12:00:00}, with a fraction or without.
   *
   * @param end where it ends in the text
   * @return null if the text has another shape
   * @throws DateTimeException if it has the shape and is no time
   */
  static LocalDateTime local(String text, int end) throws DateTimeException {
    if (end < SHAPE.length() || !hasShape(text)) {
      return null;
    }
    int nanos = nanos(text, end);
    if (nanos < 0) {
      return null;
    }
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    LocalTime time =
        LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos);
    return date.atTime(time);
  }

  private static boolean hasShape(String text) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char letter = text.charAt(i);
      boolean fits =
          switch (SHAPE.charAt(i)) {
            case '0' -> isDigit(letter);
            case 'T' -> letter == 'T' || letter == ' ';
            default -> letter == SHAPE.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The fraction of a second that the text ends in, in ns; negative if it is none. */
  private static int nanos(String text, int end) {
    int start = SHAPE.length();
    if (start == end) {
      return 0;
    } else if (text.charAt(start) != '.' || end < start + 2 || end > start + 10) {
      return -1;
    }
    int nanos = 0;
    for (int i = start + 1; i < start + 10; i++) {
      if (i < end && !isDigit(text.charAt(i))) {
        return -1;
      }
      nanos = 10 * nanos + (i < end ? text.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
