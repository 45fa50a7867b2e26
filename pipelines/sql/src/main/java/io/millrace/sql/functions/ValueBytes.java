package io.millrace.sql.functions;

import io.millrace.operators.distinct.DistinctCounter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;

/** Equal bytes for equal values of one SQL type, as Flink hands them to a function. */
final class ValueBytes {
  private static final Set<LogicalTypeRoot> UNDEFINED =
      Set.of(
          LogicalTypeRoot.TIMESTAMP_WITH_TIME_ZONE,
          LogicalTypeRoot.INTERVAL_DAY_TIME,
          LogicalTypeRoot.INTERVAL_YEAR_MONTH,
          LogicalTypeRoot.DISTINCT_TYPE,
          LogicalTypeRoot.STRUCTURED_TYPE,
          LogicalTypeRoot.RAW,
          LogicalTypeRoot.NULL,
          LogicalTypeRoot.VARIANT,
          LogicalTypeRoot.DESCRIPTOR,
          LogicalTypeRoot.SYMBOL,
          LogicalTypeRoot.UNRESOLVED);

  private ValueBytes() {}

  static boolean areDefinedFor(LogicalType type) {
    return !UNDEFINED.contains(type.getTypeRoot())
        && type.getChildren().stream().allMatch(ValueBytes::areDefinedFor);
  }

  /** Counts a value. */
  static void addTo(DistinctCounter count, Object value) {
    if (value instanceof String text) {
      count.add(text);
    } else if (value instanceof byte[] bytes) {
      count.add(bytes);
    } else if (value instanceof Double || value instanceof Float) {
      count.add(((Number) value).doubleValue());
    } else if (value instanceof Number number && !(value instanceof BigDecimal)) {
      count.add(number.longValue());
    } else {
      count.add(of(value));
    }
  }

  private static byte[] of(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(value, new DataOutputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(Object value, DataOutputStream target) throws IOException {
    target.writeBoolean(value != null);
    if (value instanceof String text) {
      write(text.getBytes(StandardCharsets.UTF_8), target);
    } else if (value instanceof byte[] bytes) {
      target.writeInt(bytes.length);
      target.write(bytes);
    } else if (value instanceof Boolean flag) {
      target.writeBoolean(flag);
    } else if (value instanceof BigDecimal decimal) {
      write(decimal.stripTrailingZeros().toString(), target);
    } else if (value instanceof Double || value instanceof Float) {
      // Adding zero makes one of the two zeros.
      target.writeDouble(((Number) value).doubleValue() + 0.0);
    } else if (value instanceof Number number) {
      target.writeLong(number.longValue());
    } else if (value instanceof Instant instant) {
      target.writeLong(instant.getEpochSecond());
      target.writeInt(instant.getNano());
    } else if (value instanceof LocalDateTime time) {
      write(time.toInstant(ZoneOffset.UTC), target);
    } else if (value instanceof LocalDate date) {
      target.writeLong(date.toEpochDay());
    } else if (value instanceof LocalTime time) {
      target.writeLong(time.toNanoOfDay());
    } else if (value instanceof Row row) {
      for (int i = 0; i < row.getArity(); i++) {
        write(row.getField(i), target);
      }
    } else if (value instanceof Map<?, ?> map) {
      writeEntries(map, target);
    } else if (value != null) {
      writeElements(value, target);
    }
  }

  private static void writeElements(Object array, DataOutputStream target) throws IOException {
    int length = Array.getLength(array);
    target.writeInt(length);
    for (int i = 0; i < length; i++) {
      write(Array.get(array, i), target);
    }
  }

  /** In order of their bytes, as a map has none of its own. */
  private static void writeEntries(Map<?, ?> map, DataOutputStream target) throws IOException {
    byte[][] entries =
        map.entrySet().stream()
            .map(entry -> of(Row.of(entry.getKey(), entry.getValue())))
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    target.writeInt(entries.length);
    for (byte[] entry : entries) {
      write(entry, target);
    }
  }
}
