package io.millrace.postgres;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;

/**
 * What an Avro value of a logical type means. Generated classes hold some as Java's types and some
 * as Avro's, according to how they were generated; both are understood.
 */
final class LogicalValue {
  private static final Conversions.DecimalConversion DECIMAL = new Conversions.DecimalConversion();
  private static final Conversions.UUIDConversion UUID_CONVERSION =
      new Conversions.UUIDConversion();

  private LogicalValue() {}

  /** Name of the schema's logical type; empty where it has none. */
  static String typeOf(Schema schema) {
    return schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
  }

  static BigDecimal decimal(Schema schema, Object value) {
    LogicalTypes.Decimal type = (LogicalTypes.Decimal) schema.getLogicalType();
    if (value instanceof ByteBuffer bytes) {
      return DECIMAL.fromBytes(bytes.duplicate(), schema, type);
    }
    if (value instanceof GenericFixed fixed) {
      return DECIMAL.fromFixed(fixed, schema, type);
    }
    return (BigDecimal) value;
  }

  static Instant instant(Schema schema, Object value) {
    return value instanceof Long count ? Instant.EPOCH.plus(count, unit(schema)) : (Instant) value;
  }

  static LocalDateTime localDateTime(Schema schema, Object value) {
    return value instanceof Long count
        ? LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(count, unit(schema))
        : (LocalDateTime) value;
  }

  static LocalDate date(Object value) {
    return value instanceof Integer days ? LocalDate.ofEpochDay(days) : (LocalDate) value;
  }

  static LocalTime time(Schema schema, Object value) {
    return value instanceof Number count
        ? LocalTime.MIDNIGHT.plus(count.longValue(), unit(schema))
        : (LocalTime) value;
  }

  static UUID uuid(Schema schema, Object value) {
    if (value instanceof GenericFixed fixed) {
      return UUID_CONVERSION.fromFixed(fixed, schema, schema.getLogicalType());
    }
    return value instanceof UUID uuid ? uuid : UUID.fromString(value.toString());
  }

  static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes();
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static ChronoUnit unit(Schema schema) {
    return typeOf(schema).endsWith("millis") ? ChronoUnit.MILLIS : ChronoUnit.MICROS;
  }
}
