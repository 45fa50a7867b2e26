package io.millrace.formats.value;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;

/**
 * Reads times that are texts: in ISO-8601, where a blank may stand for the T and the offset may be
 * absent; by a pattern; or as a number of units since 1970-01-01T00:00:00Z.
 */
public final class TimeReader {
  private static final Map<String, Integer> DECIMALS =
      Map.of("seconds", 0, "millis", 3, "micros", 6, "nanos", 9);
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[ ][XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final String expected;
  private final DateTimeFormatter formatter;
  private final int decimals;
  private final ZoneId zone;

  private TimeReader(String expected, DateTimeFormatter formatter, int decimals, ZoneId zone) {
    this.expected = expected;
    this.formatter = formatter;
    this.decimals = decimals;
    this.zone = zone;
  }

  /**
   * A reader of one form of time.
   *
   * @param format a pattern, the name of a unit, or null for ISO-8601
   * @throws MillraceException WRONG_TYPE if the format is none of these
   */
  public static TimeReader of(String format, ZoneId zone) {
    if (format == null) {
      return new TimeReader("a time such as 2026-01-31T12:00:00Z", ISO, -1, zone);
    } else if (DECIMALS.containsKey(format)) {
      return new TimeReader(format + " since 1970", null, DECIMALS.get(format), zone);
    }
    try {
      DateTimeFormatter pattern =
          DateTimeFormatter.ofPattern(strict(format), Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
      return new TimeReader("a time of the form " + format, pattern, -1, zone);
    } catch (IllegalArgumentException wrong) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "Time format '"
              + format
              + "' is neither seconds, millis, micros, nanos nor a pattern of letters such as"
              + " yyyy-MM-dd HH:mm:ss: "
              + wrong.getMessage());
    }
  }

  /** What a time is expected to look like, for messages. */
  String expected() {
    return expected;
  }

  /** Whether a whole number counts units of the field, rather than of this reader. */
  boolean leavesNumbersToField() {
    return formatter == ISO;
  }

  /** Reads an instant; throws where the text is none. */
  Instant instant(String text) throws DateTimeException {
    if (formatter == null) {
      return count(text);
    }
    Instant usual = formatter == ISO ? IsoTimes.instant(text, zone) : null;
    if (usual != null) {
      return usual;
    }
    TemporalAccessor parsed = formatter.parse(text);
    return parsed.isSupported(ChronoField.INSTANT_SECONDS)
        ? Instant.from(parsed)
        : local(parsed).atZone(zone).toInstant();
  }

  /** Reads a date and time of no particular zone. */
  LocalDateTime local(String text) throws DateTimeException {
    return formatter == null
        ? LocalDateTime.ofInstant(count(text), zone)
        : local(formatter.parse(text));
  }

  /** Reads a time of day. */
  LocalTime timeOfDay(String text) throws DateTimeException {
    return formatter == ISO ? LocalTime.parse(text) : local(text).toLocalTime();
  }

  private static LocalDateTime local(TemporalAccessor parsed) {
    LocalTime time = parsed.query(TemporalQueries.localTime());
    return LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
  }

  private Instant count(String text) {
    BigDecimal seconds = Numbers.decimal(text).scaleByPowerOfTen(-decimals);
    if (seconds.precision() - seconds.scale() > 18) {
      throw new DateTimeException("beyond all calendars");
    }
    BigInteger[] parts =
        seconds.setScale(9, RoundingMode.FLOOR).unscaledValue().divideAndRemainder(BILLION);
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }

  /**
   * The pattern with proleptic years: the strict resolver, which alone refuses February 30, wants
   * an era with years of the era.
   */
  private static String strict(String pattern) {
    StringBuilder strict = new StringBuilder(pattern);
    boolean quoted = false;
    boolean era = pattern.indexOf('G') >= 0;
    for (int i = 0; i < strict.length(); i++) {
      char letter = strict.charAt(i);
      quoted ^= letter == '\'';
      if (letter == 'y' && !quoted && !era) {
        strict.setCharAt(i, 'u');
      }
    }
    return strict.toString();
  }
}
