package io.millrace.formats;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import io.millrace.sdk.avro.Unions;
import java.time.Instant;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The field of an event that says when it happened: a timestamp of any precision, or a plain long
 * of ms since 1970-01-01T00:00:00Z.
 */
public final class EventTimeField {
  /** 1900-01-01 and 2500-01-01: what lies outside is a wrong unit or a broken clock. */
  private static final long EARLIEST = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();

  private static final long LATEST = Instant.parse("2500-01-01T00:00:00Z").toEpochMilli();

  private final String name;
  private final int position;
  private final long unitsPerMilli;

  private EventTimeField(String name, int position, long unitsPerMilli) {
    this.name = name;
    this.position = position;
    this.unitsPerMilli = unitsPerMilli;
  }

  /**
   * The field of a generated class.
   *
   * @throws MillraceException UNKNOWN_NAME if there is no such field, WRONG_TYPE if it holds no
   *     time
   */
  public static EventTimeField of(RecordType<?> type, String field) {
    return of(type.schema(), field);
  }

  /**
   * The field of a schema.
   *
   * @throws MillraceException UNKNOWN_NAME if there is no such field, WRONG_TYPE if it holds no
   *     time
   */
  public static EventTimeField of(Schema schema, String name) {
    Schema.Field field = schema.getField(name);
    if (field == null) {
      List<String> known = schema.getFields().stream().map(Schema.Field::name).toList();
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          schema.getName() + " has no field '" + name + "'" + Suggestions.of(name, known));
    }
    return new EventTimeField(name, field.pos(), unitsPerMilli(schema, field));
  }

  private static long unitsPerMilli(Schema schema, Schema.Field field) {
    Schema time = Unions.withoutNull(field.schema());
    LogicalType logical = time.getLogicalType();
    String unit = logical == null ? "timestamp-millis" : logical.getName();
    if (time.getType() == Schema.Type.LONG) {
      switch (unit) {
        case "timestamp-millis":
          return 1;
        case "timestamp-micros":
          return 1_000;
        case "timestamp-nanos":
          return 1_000_000;
        default:
      }
    }
    throw new MillraceException(
        ErrorCode.WRONG_TYPE,
        "Field '"
            + field.name()
            + "' of "
            + schema.getName()
            + " can't be the event time: it is a "
            + (logical == null ? time.getType().getName() : unit)
            + "; expected timestamp-millis, timestamp-micros, timestamp-nanos or long");
  }

  /**
   * The event time in ms since 1970-01-01T00:00:00Z, rounded down.
   *
   * @throws BadRecordException BAD_TIME if it is null, before 1900, or in 2500 or later
   */
  public long millis(IndexedRecord event) throws BadRecordException {
    Object value = event.get(position);
    if (value == null) {
      throw new BadRecordException(ErrorCode.BAD_TIME, name + ": expected a time, got null");
    }
    long millis =
        value instanceof Instant instant
            ? millis(instant)
            : Math.floorDiv((Long) value, unitsPerMilli);
    if (!isPlausible(millis)) {
      throw new BadRecordException(
          ErrorCode.BAD_TIME, name + ": expected a time from 1900 to 2499, got " + value);
    }
    return millis;
  }

  /** Whether a time, in ms since 1970-01-01T00:00:00Z, lies in the years from 1900 to 2499. */
  public static boolean isPlausible(long millis) {
    return millis >= EARLIEST && millis < LATEST;
  }

  private static long millis(Instant instant) {
    long seconds = instant.getEpochSecond();
    // Far beyond every limit, where a long of milliseconds would overflow.
    return Math.abs(seconds) > LATEST ? Long.MAX_VALUE : instant.toEpochMilli();
  }
}
