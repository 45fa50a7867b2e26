package io.millrace.formats.value;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * Reads times that are texts: in ISO-8601, where a blank may stand for the T, and the {@linkplain
 * ZoneText zone} may be absent; by a pattern; or as a number of units since 1970-01-01T00:00:00Z.
 */
public final class TimeReader {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final String expected;
  private final DateTimeFormatter formatter;
  private final EpochUnit unit;
  private final ZoneId zone;

  private TimeReader(String expected, DateTimeFormatter formatter, EpochUnit unit, ZoneId zone) {
    this.expected = expected;
    this.formatter = formatter;
    this.unit = unit;
    this.zone = zone.normalized();
  }

  /**
   * A reader of one form of time.
   *
   * @param format a pattern, the name of a unit, or null for ISO-8601
   * @throws MillraceException WRONG_TYPE if the format is none of these
   */
  public static TimeReader of(String format, ZoneId zone) {
    EpochUnit unit = EpochUnit.named(format);
    if (format == null) {
      return new TimeReader("a time such as 2026-01-31T12:00:00Z", ISO, null, zone);
    } else if (unit != null) {
      return new TimeReader(format + " since 1970", null, unit, zone);
    }
    try {
      DateTimeFormatter pattern =
          DateTimeFormatter.ofPattern(strict(format), Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
      return new TimeReader("a time of the form " + format, pattern, null, zone);
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

  /** Whether no format is told, so that a number says its unit by its size. */
  boolean isIso() {
    return formatter == ISO;
  }

  /**
   * Reads an instant; throws where the text is none.
   *
   * @param locals finds the moments of local times
   */
  Instant instant(String text, LocalTimes locals) throws DateTimeException {
    if (unit != null) {
      return unit.instant(Numbers.decimal(text));
    } else if (formatter == ISO) {
      return iso(text, locals);
    }
    TemporalAccessor parsed = formatter.parse(text);
    if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
      return Instant.from(parsed);
    }
    ZoneId named = parsed.query(TemporalQueries.zoneId());
    return moment(parsed, named == null ? zone : named, locals);
  }

  private Instant iso(String text, LocalTimes locals) {
    int end = ZoneText.start(text);
    TemporalAccessor local = isoLocal(text, end);
    if (local instanceof LocalDateTime usual && end == text.length()) {
      return locals.at(usual, zone);
    } else if (local instanceof LocalDateTime usual
        && end == text.length() - 1
        && text.charAt(end) == 'Z') {
      return usual.toInstant(ZoneOffset.UTC);
    }
    ZoneId named = end == text.length() ? zone : ZoneText.of(text.substring(end), dateTime(local));
    return moment(local, named, locals);
  }

  /** What stands before a zone; a date and time of the usual form needs no general parser. */
  private static TemporalAccessor isoLocal(String text, int end) {
    LocalDateTime usual = IsoTimes.local(text, end);
    return usual == null ? ISO.parse(text.substring(0, end).strip()) : usual;
  }

  private static Instant moment(TemporalAccessor parsed, ZoneId zone, LocalTimes locals) {
    // A day begins when it begins, be it an hour late or twice.
    return parsed.query(TemporalQueries.localTime()) == null
        ? LocalDate.from(parsed).atStartOfDay(zone).toInstant()
        : locals.at(dateTime(parsed), zone);
  }

  /** Reads a date and time of no particular zone. */
  LocalDateTime local(String text) throws DateTimeException {
    if (unit != null) {
      return LocalDateTime.ofInstant(unit.instant(Numbers.decimal(text)), zone);
    } else if (formatter != ISO) {
      return dateTime(formatter.parse(text));
    }
    int end = ZoneText.start(text);
    LocalDateTime local = dateTime(isoLocal(text, end));
    if (end < text.length()) {
      ZoneText.of(text.substring(end), local);
    }
    return local;
  }

  /** Reads a time of day. */
  LocalTime timeOfDay(String text) throws DateTimeException {
    return formatter == ISO ? LocalTime.parse(text) : local(text).toLocalTime();
  }

  private static LocalDateTime dateTime(TemporalAccessor parsed) {
    LocalTime time = parsed.query(TemporalQueries.localTime());
    return LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
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
