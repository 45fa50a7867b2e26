package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.value.TextReaders;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Times of access logs, as texts that the reader of the schema understands. */
final class LogTimes {
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

  /** From 1990 to 2100, in s. */
  private static final BigDecimal EARLIEST = new BigDecimal("631152000");

  private static final BigDecimal LATEST = new BigDecimal("4102444800");

  private static final DateTimeFormatter COMMON = pattern("dd/MMM/uuuu:HH:mm:ss Z");
  private static final DateTimeFormatter HAPROXY = pattern("dd/MMM/uuuu:HH:mm:ss[.SSS]");

  private LogTimes() {}

  /** One form of time. */
  @FunctionalInterface
  interface Form {
    String read(String text) throws BadRecordException;
  }

  static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** {@code 10/Oct/2000:13:55:36 -0700}. */
  static String common(String text) throws BadRecordException {
    try {
      return COMMON.parse(text, Instant::from).toString();
    } catch (DateTimeException wrong) {
      throw TextReaders.unexpected("a time such as 10/Oct/2000:13:55:36 -0700", text);
    }
  }

  /** {@code 06/Feb/2009:12:14:14.655}, in the zone of the mapping. */
  static String haproxy(String text) throws BadRecordException {
    try {
      return LocalDateTime.parse(text, HAPROXY).toString();
    } catch (DateTimeException wrong) {
      throw TextReaders.unexpected("a time such as 06/Feb/2009:12:14:14.655", text);
    }
  }

  /**
   * A time in ISO-8601 with an offset; or a number, in the one unit of s, ms, us and ns in which it
   * is a time from 1990 to 2100.
   */
  static String any(String text) throws BadRecordException {
    try {
      char first = text.charAt(0);
      boolean number = first >= '0' && first <= '9' && text.indexOf(':') < 0;
      return number ? number(text) : iso(text);
    } catch (DateTimeException wrong) {
      throw TextReaders.unexpected(
          "a time such as 2026-01-31T12:00:00Z, or a number of s, ms, us or ns since 1970 that is a"
              + " time from 1990 to 2100",
          text);
    }
  }

  private static String iso(String text) {
    return text.endsWith("Z")
        ? Instant.parse(text).toString()
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from).toString();
  }

  private static String number(String text) throws BadRecordException {
    BigDecimal number = LogNumbers.decimal(text);
    for (int decimals = 0; decimals <= 9; decimals += 3) {
      BigDecimal seconds = number.movePointLeft(decimals);
      if (seconds.compareTo(EARLIEST) >= 0 && seconds.compareTo(LATEST) < 0) {
        return instant(seconds).toString();
      }
    }
    throw new DateTimeException("of no unit");
  }

  /** A number of a known unit since 1970. */
  static Form since1970(int decimals) {
    return text -> instant(LogNumbers.decimal(text).movePointLeft(decimals)).toString();
  }

  private static Instant instant(BigDecimal seconds) throws BadRecordException {
    if (seconds.precision() - seconds.scale() > 11) {
      throw TextReaders.unexpected("seconds since 1970", seconds.toPlainString());
    }
    BigInteger[] parts =
        seconds.setScale(9, RoundingMode.FLOOR).unscaledValue().divideAndRemainder(BILLION);
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }

  /**
   * The time a duration earlier.
   *
   * @param millis such as {@link LogNumbers#millis} gives it
   */
  static String before(String time, String millis) throws BadRecordException {
    BigDecimal nanos = new BigDecimal(millis).movePointRight(6);
    if (nanos.precision() - nanos.scale() > 18) {
      throw TextReaders.unexpected("a duration of at most 30 years in ms", millis);
    }
    return Instant.parse(time).minusNanos(nanos.longValue()).toString();
  }
}
