package io.millrace.formats.bills;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Warnings;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.sdk.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Times of bills: in ISO-8601, with a blank for the T and UTC for the Z, or eight digits; by the
 * {@code time-format} of the mapping; or dates with strokes, whose order of day and month is never
 * guessed.
 */
final class BillTimes {
  private static final Pattern STROKES = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final int BASIC_DATE = 8;
  private static final Schema MICROS =
      LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));

  private final boolean formatted;
  private final ZoneId zone;
  private final TextReaders readers;

  /** Each field has its own: where clocks go back, a time follows those of its field. */
  private final Map<String, TextReader> ofFields = new HashMap<>();

  BillTimes(GenericData model, FieldMapping mapping, Warnings warnings) {
    this.formatted = mapping.timeFormat() != null;
    this.zone = mapping.zone();
    this.readers = new TextReaders(model, mapping.times(), NumberStyle.PLAIN, warnings);
  }

  /**
   * A time as ISO-8601 in UTC.
   *
   * @param field that it fills, for warnings
   * @param column that says it, for messages
   * @param lastDay the last day of the billing period as the row has it; null if it says none
   * @throws BadRecordException BAD_TIME if it is no time, or may be two
   */
  String iso(String field, String column, String text, String lastDay) throws BadRecordException {
    String time = text.strip();
    Matcher strokes = STROKES.matcher(time);
    if (!formatted && strokes.matches()) {
      return date(column, strokes, lastDay).atStartOfDay(zone).toInstant().toString();
    }
    if (!formatted && DIGITS.matcher(time).matches()) {
      if (time.length() != BASIC_DATE) {
        throw new BadRecordException(
            ErrorCode.BAD_TIME,
            "column '" + column + "': expected a time, got the number " + Excerpt.of(time));
      }
      time = time.substring(0, 4) + "-" + time.substring(4, 6) + "-" + time.substring(6);
    } else if (time.endsWith(" UTC")) {
      time = time.substring(0, time.length() - 4) + "Z";
    }
    try {
      Object read = ofFields.computeIfAbsent(field, name -> readers.of(MICROS, name)).read(time);
      return read instanceof Instant instant
          ? instant.toString()
          : Instant.ofEpochSecond(0, Math.multiplyExact((Long) read, 1_000L)).toString();
    } catch (BadRecordException wrong) {
      throw new BadRecordException(
          ErrorCode.BAD_TIME, "column '" + column + "': " + wrong.getMessage());
    }
  }

  private static LocalDate date(String column, Matcher strokes, String lastDay)
      throws BadRecordException {
    int first = Integer.parseInt(strokes.group(1));
    int second = Integer.parseInt(strokes.group(2));
    int year = Integer.parseInt(strokes.group(3));
    Matcher last = STROKES.matcher(lastDay == null ? "" : lastDay.strip());
    // The last day of a month is greater than any month.
    boolean monthFirst = last.matches() && Integer.parseInt(last.group(2)) > 12;
    boolean dayFirst = last.matches() && Integer.parseInt(last.group(1)) > 12;
    if (!monthFirst && !dayFirst) {
      throw new BadRecordException(
          ErrorCode.BAD_TIME,
          "column '"
              + column
              + "': "
              + Excerpt.of(strokes.group())
              + " may begin with the day or with the month, and no last day of a billing period"
              + " tells which; expected 'time-format: MM/dd/yyyy' or 'time-format: dd/MM/yyyy' in"
              + " the mapping of the input");
    }
    try {
      return monthFirst ? LocalDate.of(year, first, second) : LocalDate.of(year, second, first);
    } catch (DateTimeException wrong) {
      throw new BadRecordException(
          ErrorCode.BAD_TIME,
          "column '"
              + column
              + "': expected a date "
              + (monthFirst ? "MM/dd/yyyy" : "dd/MM/yyyy")
              + ", as the last day of the billing period is written, got "
              + Excerpt.of(strokes.group()));
    }
  }

  /**
   * The first instant of the month of a time, and of the next one.
   *
   * @param iso a time in ISO-8601
   */
  static String[] month(String iso) {
    LocalDate first = Instant.parse(iso).atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    return new String[] {start(first), start(first.plusMonths(1))};
  }

  /** Whether a time is on the first day of a month. */
  static boolean isFirstOfMonth(String iso) {
    return Instant.parse(iso).atZone(ZoneOffset.UTC).getDayOfMonth() == 1;
  }

  /** The next day at the same time. */
  static String dayAfter(String iso) {
    return Instant.parse(iso).atZone(ZoneOffset.UTC).plusDays(1).toInstant().toString();
  }

  static String start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
  }
}
