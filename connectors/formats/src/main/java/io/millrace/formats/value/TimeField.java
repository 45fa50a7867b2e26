package io.millrace.formats.value;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Warnings;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.avro.AvroRuntimeException;

/**
 * Reads the times of one field, in one source: from texts, and from numbers, whose unit is known by
 * their size where no {@code time-format} is told.
 */
public final class TimeField implements TextReader {
  private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2100, 12, 31);

  private final LogicalValues logical;
  private final TimeReader times;
  private final LocalTimes locals;
  private final Warnings warnings;
  private final String field;
  private final String expected;
  private final Kind kind;
  private final EpochUnit precision;

  /** The unit of the first number. */
  private String unit;

  /** Whether it has been told. */
  private boolean told;

  private enum Kind {
    INSTANT,
    LOCAL,
    DATE,
    CLOCK
  }

  /**
   * A reader of one field.
   *
   * @param field its name, for warnings
   */
  TimeField(LogicalValues logical, TimeReader times, Warnings warnings, String field) {
    this.logical = logical;
    this.times = times;
    this.warnings = warnings;
    this.field = "field '" + field + "'";
    this.locals = new LocalTimes(warnings, this.field);
    String type = logical.name();
    this.precision = EpochUnit.named(type.substring(type.lastIndexOf('-') + 1));
    if (type.startsWith("timestamp-")) {
      kind = Kind.INSTANT;
      expected = times.expected();
    } else if (type.startsWith("local-timestamp-")) {
      kind = Kind.LOCAL;
      expected = times.expected();
    } else if (type.equals("date")) {
      kind = Kind.DATE;
      expected = "a date such as 2026-01-31";
    } else {
      kind = Kind.CLOCK;
      expected = "a time of day such as 12:00:00";
    }
  }

  @Override
  public Object read(String untrimmed) throws BadRecordException {
    String text = untrimmed.strip();
    try {
      if (times.isIso() && Numbers.isPlain(text)) {
        return Numbers.isWhole(text)
            ? ofNumber(Long.parseLong(text))
            : ofNumber(Numbers.decimal(text));
      }
      return logical.of(parse(text));
    } catch (ZoneText.Unknown zone) {
      throw new BadRecordException(
          ErrorCode.BAD_TIME,
          "expected a time with Z, UTC, an offset such as +01:00, or a region such as Europe/Berlin"
              + " after it, got "
              + Excerpt.of(untrimmed)
              + ": "
              + zone.getMessage());
    } catch (DateTimeException
        | ArithmeticException
        | NumberFormatException
        | AvroRuntimeException wrong) {
      throw TextReaders.unexpected(expected, untrimmed);
    }
  }

  private Object parse(String text) {
    return switch (kind) {
      case INSTANT -> times.instant(text, locals);
      case LOCAL -> times.local(text);
      case DATE -> times.local(text).toLocalDate();
      case CLOCK -> times.timeOfDay(text);
    };
  }

  /** Whether a number says its unit by its size, for none is told. */
  public boolean recognisesNumbers() {
    return times.isIso();
  }

  /**
   * Reads a number whose unit is not told.
   *
   * @throws BadRecordException BAD_TIME if there is not one unit alone that gives a time from 1990
   *     to 2100
   */
  public Object ofNumber(long number) throws BadRecordException {
    if (kind == Kind.DATE) {
      return ofDays(number);
    } else if (kind == Kind.CLOCK) {
      return ofTimeOfDay(number);
    }
    EpochUnit found = EpochUnit.of(number);
    if (found == null) {
      throw noUnit(number);
    }
    assume(found.label());
    return logical.ofPlain(found.in(precision, number));
  }

  /** The same for a number with a fraction, or of more digits than a long has. */
  public Object ofNumber(BigDecimal number) throws BadRecordException {
    if (kind == Kind.DATE || kind == Kind.CLOCK) {
      return ofNumber(whole(number));
    }
    EpochUnit found = EpochUnit.of(number);
    if (found == null) {
      throw noUnit(number);
    }
    assume(found.label());
    return logical.of(
        kind == Kind.INSTANT
            ? found.instant(number)
            : LocalDateTime.ofInstant(found.instant(number), ZoneOffset.UTC));
  }

  private long whole(BigDecimal number) throws BadRecordException {
    try {
      return number.longValueExact();
    } catch (ArithmeticException fraction) {
      throw TextReaders.unexpected(expected, number.toString());
    }
  }

  private Object ofDays(long days) throws BadRecordException {
    if (days < FIRST_DAY.toEpochDay() || days > LAST_DAY.toEpochDay()) {
      throw noUnit(days);
    }
    assume("days");
    return logical.ofPlain((int) days);
  }

  private Object ofTimeOfDay(long count) throws BadRecordException {
    if (count < 0 || count >= EpochUnit.SECONDS.in(precision, 24 * 60 * 60)) {
      throw TextReaders.unexpected(expected, Long.toString(count));
    }
    assume(precision.label());
    return logical.ofPlain(precision == EpochUnit.MILLIS ? (Object) (int) count : (Object) count);
  }

  private void assume(String found) {
    unit = unit == null ? found : unit;
    if (!found.equals(unit)) {
      warnings.add(Warning.MIXED_TIME_UNITS, field + ": " + found + " among " + unit);
      return;
    }
    // Told again until a record that is no dead letter has told it.
    told = told || warnings.addOnce(Warning.ASSUMED_TIME_UNIT, field + " in " + found);
  }

  private BadRecordException noUnit(Number number) {
    return new BadRecordException(
        ErrorCode.BAD_TIME,
        "expected "
            + expected
            + ", got "
            + Excerpt.of(number.toString())
            + ", which in no unit since 1970 is a time from 1990 to 2100; say what it is with"
            + " time-format in the mapping of the input");
  }
}
