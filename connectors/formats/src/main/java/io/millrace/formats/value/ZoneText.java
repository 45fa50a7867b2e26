package io.millrace.formats.value;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The zone that follows a time: {@code Z}, {@code UTC}, {@code GMT}, an offset, a region such as
 * {@code Europe/Berlin}, or an offset with its region in brackets. Abbreviations such as {@code
 * CST} are refused, for they mean several zones.
 */
final class ZoneText {
  private static final int DATE = "0000-00-00".length();

  private ZoneText() {}

  /** A zone that is none, or not one alone. */
  static final class Unknown extends DateTimeException {
    private static final long serialVersionUID = 1L;

    Unknown(String message) {
      super(message);
    }
  }

  /** Where the zone begins that follows a date and time; the length of the text if none does. */
  static int start(String text) {
    int end = text.length();
    for (int i = DATE; i < end; i++) {
      char letter = text.charAt(i);
      boolean digit = letter >= '0' && letter <= '9' || letter == ':' || letter == '.';
      boolean divides = i == DATE && (letter == 'T' || letter == 't' || letter == ' ');
      if (!digit && !divides) {
        return i;
      }
    }
    return end;
  }

  /**
   * Reads a zone.
   *
   * @param local the time that it follows
   * @throws DateTimeException if the text is none
   */
  static ZoneId of(String text, LocalDateTime local) throws DateTimeException {
    String zone = text.strip();
    int bracket = zone.indexOf('[');
    if (bracket < 0) {
      return plain(zone);
    } else if (!zone.endsWith("]")) {
      throw new DateTimeException("a bracket is not closed");
    }
    ZoneId region = plain(zone.substring(bracket + 1, zone.length() - 1));
    if (bracket == 0) {
      return region;
    }
    ZoneId offset = plain(zone.substring(0, bracket).strip());
    if (!(offset instanceof ZoneOffset exact && region.getRules().isValidOffset(local, exact))) {
      throw new Unknown("at this time the offset of " + region + " is not " + offset);
    }
    return offset;
  }

  private static ZoneId plain(String zone) {
    if (zone.isEmpty()) {
      throw new DateTimeException("no zone");
    }
    char first = zone.charAt(0);
    if (first == '+' || first == '-') {
      return ZoneOffset.of(zone);
    } else if (!isLetter(first)) {
      throw new DateTimeException("no zone");
    }
    String upper = zone.toUpperCase(Locale.ROOT);
    boolean universal =
        upper.equals("Z") || upper.equals("UTC") || upper.equals("GMT") || upper.equals("UT");
    if (universal) {
      return ZoneOffset.UTC;
    }
    try {
      if (zone.indexOf('/') > 0) {
        return ZoneId.of(zone);
      } else if (upper.startsWith("UTC") || upper.startsWith("GMT")) {
        return ZoneOffset.of(upper.substring(3));
      }
    } catch (DateTimeException none) {
      // Told below.
    }
    throw new Unknown("the zone after it is not known, or means several");
  }

  private static boolean isLetter(char letter) {
    return letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z';
  }
}
