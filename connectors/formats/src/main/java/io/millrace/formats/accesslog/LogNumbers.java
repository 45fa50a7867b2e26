package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.value.TextReaders;
import java.math.BigDecimal;

/** Numbers of access logs, none of which is negative. */
final class LogNumbers {
  private LogNumbers() {}

  /** A count of bytes. */
  static String count(String text) throws BadRecordException {
    if (!isDigits(text) || text.length() > 18) {
      throw TextReaders.unexpected("a number of bytes", text);
    }
    return text;
  }

  /** A status code: three digits, or 0 where the client left before there was one. */
  static String status(String text) throws BadRecordException {
    if (!text.equals("0") && (text.length() != 3 || !isDigits(text))) {
      throw TextReaders.unexpected("a status of three digits", text);
    }
    return text;
  }

  /**
   * A duration, in ms.
   *
   * @param decimals of its unit: 0 for s, 3 for ms, 6 for us, 9 for ns
   */
  static String millis(String text, int decimals) throws BadRecordException {
    return decimal(text).movePointRight(3 - decimals).toPlainString();
  }

  /** A number of any kind. */
  static BigDecimal decimal(String text) throws BadRecordException {
    try {
      // Beyond these a number is no duration but an attack, for its value takes long to find.
      BigDecimal number = text.length() > 30 ? BigDecimal.ONE.negate() : new BigDecimal(text);
      if (number.signum() >= 0 && Math.abs(number.scale()) <= 20) {
        return number;
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    throw TextReaders.unexpected("a number", text);
  }

  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
