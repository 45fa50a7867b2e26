package io.millrace.sql.rows;

import io.millrace.sdk.avro.Unions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Makes rows of records. Values of logical types may come as Avro's conversions give them, or raw.
 */
public final class RowReader {
  private final int[] positions;
  private final Converter[] converters;

  private RowReader(int[] positions, Converter[] converters) {
    this.positions = positions;
    this.converters = converters;
  }

  /**
   * A reader of some fields.
   *
   * @param record the schema of the records
   * @param columns the fields that become columns, in the order of the columns
   * @param time the field that is event time, of which SQL takes milliseconds
   */
  public static RowReader of(Schema record, List<String> columns, String time) {
    int[] positions = new int[columns.size()];
    Converter[] converters = new Converter[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      Schema.Field field = record.getField(columns.get(i));
      positions[i] = field.pos();
      Converter converter = nullable(field.schema());
      converters[i] =
          field.name().equals(time)
              ? value -> milliseconds((TimestampData) converter.convert(value))
              : converter;
    }
    return new RowReader(positions, converters);
  }

  /** The row of a record. */
  public RowData read(IndexedRecord record) {
    GenericRowData row = new GenericRowData(positions.length);
    for (int i = 0; i < positions.length; i++) {
      row.setField(i, converters[i].convert(record.get(positions[i])));
    }
    return row;
  }

  private interface Converter {
    Object convert(Object value);
  }

  private static TimestampData milliseconds(TimestampData time) {
    return time == null ? null : TimestampData.fromEpochMillis(time.getMillisecond());
  }

  private static Converter nullable(Schema schema) {
    Converter converter = present(Unions.withoutNull(schema));
    return value -> value == null ? null : converter.convert(value);
  }

  private static Converter present(Schema schema) {
    if (schema.getLogicalType() != null) {
      Converter converter = logical(schema);
      if (converter != null) {
        return converter;
      }
    }
    return switch (schema.getType()) {
      case STRING, ENUM -> RowReader::string;
      case BYTES, FIXED -> RowReader::bytes;
      case ARRAY -> {
        Converter element = nullable(schema.getElementType());
        yield value ->
            new GenericArrayData(((List<?>) value).stream().map(element::convert).toArray());
      }
      case MAP -> {
        Converter content = nullable(schema.getValueType());
        yield value -> map((Map<?, ?>) value, content);
      }
      case RECORD -> {
        List<String> names = schema.getFields().stream().map(Schema.Field::name).toList();
        RowReader nested = of(schema, names, null);
        yield value -> nested.read((IndexedRecord) value);
      }
      default -> value -> value;
    };
  }

  private static Converter logical(Schema schema) {
    return switch (schema.getLogicalType().getName()) {
      case "decimal" -> {
        LogicalTypes.Decimal type = (LogicalTypes.Decimal) schema.getLogicalType();
        yield value -> decimal(value, type.getPrecision(), type.getScale());
      }
      case "uuid" -> RowReader::uuid;
      case "date" -> value -> value instanceof LocalDate day ? (int) day.toEpochDay() : value;
      case "time-millis" -> value -> value instanceof LocalTime time ? millisOfDay(time) : value;
      case "time-micros" ->
          value ->
              value instanceof LocalTime time ? millisOfDay(time) : (int) ((long) value / 1_000);
      case "timestamp-millis", "local-timestamp-millis" -> value -> timestamp(value, 1_000);
      case "timestamp-micros", "local-timestamp-micros" -> value -> timestamp(value, 1_000_000);
      case "timestamp-nanos", "local-timestamp-nanos" -> value -> timestamp(value, 1_000_000_000);
      default -> null;
    };
  }

  private static StringData string(Object value) {
    return value instanceof Utf8 utf8
        ? StringData.fromBytes(utf8.getBytes(), 0, utf8.getByteLength())
        : StringData.fromString(value.toString());
  }

  private static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes();
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static GenericMapData map(Map<?, ?> value, Converter content) {
    Map<Object, Object> converted = new HashMap<>();
    value.forEach((key, entry) -> converted.put(string(key), content.convert(entry)));
    return new GenericMapData(converted);
  }

  private static DecimalData decimal(Object value, int precision, int scale) {
    BigDecimal number =
        value instanceof BigDecimal given
            ? given
            : new BigDecimal(new BigInteger(bytes(value)), scale);
    return DecimalData.fromBigDecimal(number, precision, scale);
  }

  private static StringData uuid(Object value) {
    if (value instanceof GenericFixed fixed) {
      ByteBuffer bits = ByteBuffer.wrap(fixed.bytes());
      return string(new UUID(bits.getLong(), bits.getLong()));
    }
    return string(value);
  }

  private static int millisOfDay(LocalTime time) {
    return (int) (time.toNanoOfDay() / 1_000_000);
  }

  private static TimestampData timestamp(Object value, long ticksPerSecond) {
    if (value instanceof Instant instant) {
      return TimestampData.fromInstant(instant);
    }
    if (value instanceof LocalDateTime local) {
      return TimestampData.fromLocalDateTime(local);
    }
    long ticks = (long) value;
    long ticksPerMilli = ticksPerSecond / 1_000;
    long millis = Math.floorDiv(ticks, ticksPerMilli);
    long nanos = Math.floorMod(ticks, ticksPerMilli) * (1_000_000 / ticksPerMilli);
    return TimestampData.fromEpochMillis(millis, (int) nanos);
  }
}
