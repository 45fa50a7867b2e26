package io.millrace.sql.rows;

import io.millrace.sdk.avro.Unions;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes records of rows, with values of logical types as Avro's conversions have them: instants,
 * decimals, days.
 */
public final class RecordWriter {
  private final Schema schema;
  private final RowData.FieldGetter[] getters;
  private final Converter[] converters;

  private RecordWriter(Schema schema, RowData.FieldGetter[] getters, Converter[] converters) {
    this.schema = schema;
    this.getters = getters;
    this.converters = converters;
  }

  /**
   * A writer of all columns.
   *
   * @param type the columns of the rows
   * @param schema as {@link ResultSchemas} derives it of the columns; it may have fields after them
   */
  public static RecordWriter of(RowType type, Schema schema) {
    int columns = type.getFieldCount();
    RowData.FieldGetter[] getters = new RowData.FieldGetter[columns];
    Converter[] converters = new Converter[columns];
    for (int i = 0; i < columns; i++) {
      getters[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
      converters[i] = nullable(type.getTypeAt(i), schema.getFields().get(i).schema());
    }
    return new RecordWriter(schema, getters, converters);
  }

  /** The record of a row; fields after the columns are left empty. */
  public GenericRecord write(RowData row) {
    GenericRecord record = new GenericData.Record(schema);
    for (int i = 0; i < getters.length; i++) {
      record.put(i, converters[i].convert(getters[i].getFieldOrNull(row)));
    }
    return record;
  }

  private interface Converter {
    Object convert(Object value);
  }

  private static Converter nullable(LogicalType type, Schema schema) {
    Converter converter = present(type, Unions.withoutNull(schema));
    return value -> value == null ? null : converter.convert(value);
  }

  private static Converter present(LogicalType type, Schema schema) {
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> Object::toString;
      case TINYINT, SMALLINT -> value -> ((Number) value).intValue();
      case BINARY, VARBINARY -> value -> ByteBuffer.wrap((byte[]) value);
      case DECIMAL -> value -> decimal((DecimalData) value);
      case DATE -> value -> LocalDate.ofEpochDay((int) value);
      case TIME_WITHOUT_TIME_ZONE -> value -> LocalTime.ofNanoOfDay((int) value * 1_000_000L);
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          value -> ((TimestampData) value).toInstant();
      case ARRAY -> array((ArrayType) type, schema);
      case MAP -> map((MapType) type, schema);
      case ROW -> {
        RecordWriter nested = of((RowType) type, schema);
        yield value -> nested.write((RowData) value);
      }
      default -> value -> value;
    };
  }

  private static BigDecimal decimal(DecimalData value) {
    return value.toBigDecimal();
  }

  private static Converter array(ArrayType type, Schema schema) {
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
    Converter element = nullable(type.getElementType(), schema.getElementType());
    return value -> {
      ArrayData array = (ArrayData) value;
      List<Object> elements = new ArrayList<>(array.size());
      for (int i = 0; i < array.size(); i++) {
        elements.add(element.convert(getter.getElementOrNull(array, i)));
      }
      return elements;
    };
  }

  private static Converter map(MapType type, Schema schema) {
    ArrayData.ElementGetter keyGetter = ArrayData.createElementGetter(type.getKeyType());
    ArrayData.ElementGetter valueGetter = ArrayData.createElementGetter(type.getValueType());
    Converter content = nullable(type.getValueType(), schema.getValueType());
    return value -> {
      MapData map = (MapData) value;
      // In order, so that equal maps look the same.
      Map<String, Object> entries = new TreeMap<>();
      for (int i = 0; i < map.size(); i++) {
        entries.put(
            keyGetter.getElementOrNull(map.keyArray(), i).toString(),
            content.convert(valueGetter.getElementOrNull(map.valueArray(), i)));
      }
      return entries;
    };
  }
}
