package io.millrace.sql.rows;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.Unions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * The SQL types of Avro schemas.
 *
 * <p>An instant ({@code timestamp-*}) is TIMESTAMP_LTZ and a time on a wall ({@code
 * local-timestamp-*}) TIMESTAMP, of 3, 6 or 9 digits; {@code time-millis} and {@code time-micros}
 * are TIME(3), for SQL's rows hold no more; an enum and a {@code uuid} are STRING. A {@code
 * decimal} may always be NULL: that is what a number beyond its precision becomes.
 */
public final class ColumnTypes {
  private ColumnTypes() {}

  /**
   * The columns of a record.
   *
   * @throws MillraceException WRONG_TYPE that names the field, for unions of several types, records
   *     within themselves, and what else has no column
   */
  public static RowType of(Schema record) {
    return rowType(record, record.getName(), Set.of());
  }

  private static LogicalType typeOf(Schema schema, String path, Set<String> within) {
    Schema present = Unions.withoutNull(schema);
    LogicalType type = presentType(present, path, within);
    return type.copy(schema.isNullable() || type.isNullable());
  }

  private static LogicalType presentType(Schema schema, String path, Set<String> within) {
    if (schema.getLogicalType() != null) {
      LogicalType type = logicalType(schema, path);
      if (type != null) {
        return type;
      }
    }
    return switch (schema.getType()) {
      case BOOLEAN -> new BooleanType(false);
      case INT -> new IntType(false);
      case LONG -> new BigIntType(false);
      case FLOAT -> new FloatType(false);
      case DOUBLE -> new DoubleType(false);
      case STRING, ENUM -> new VarCharType(false, VarCharType.MAX_LENGTH);
      case BYTES -> new VarBinaryType(false, VarBinaryType.MAX_LENGTH);
      case FIXED -> new BinaryType(false, schema.getFixedSize());
      case ARRAY -> new ArrayType(false, typeOf(schema.getElementType(), path + "[]", within));
      case MAP ->
          new MapType(
              false,
              new VarCharType(false, VarCharType.MAX_LENGTH),
              typeOf(schema.getValueType(), path + "[]", within));
      case RECORD -> rowType(schema, path, within);
      case UNION ->
          throw refuse(
              path,
              "is a union of several types; a column is of one type or null. Give the input a schema"
                  + " of its own in which the field has one of them: records are read into it");
      case NULL -> throw refuse(path, "is always null; a column is of some type");
    };
  }

  /** Null for what is to be taken as the type that it annotates. */
  private static LogicalType logicalType(Schema schema, String path) {
    return switch (schema.getLogicalType().getName()) {
      case "decimal" -> {
        LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) schema.getLogicalType();
        if (decimal.getPrecision() > DecimalType.MAX_PRECISION) {
          throw refuse(path, "is a decimal of " + decimal.getPrecision() + " digits; SQL has 38");
        }
        yield new DecimalType(true, decimal.getPrecision(), decimal.getScale());
      }
      case "big-decimal" -> throw refuse(path, "is a big-decimal, which has no fixed scale");
      case "uuid" -> new VarCharType(false, VarCharType.MAX_LENGTH);
      case "date" -> new DateType(false);
      case "time-millis", "time-micros" -> new TimeType(false, 3);
      case "timestamp-millis" -> new LocalZonedTimestampType(false, 3);
      case "timestamp-micros" -> new LocalZonedTimestampType(false, 6);
      case "timestamp-nanos" -> new LocalZonedTimestampType(false, 9);
      case "local-timestamp-millis" -> new TimestampType(false, 3);
      case "local-timestamp-micros" -> new TimestampType(false, 6);
      case "local-timestamp-nanos" -> new TimestampType(false, 9);
      default -> null;
    };
  }

  private static RowType rowType(Schema record, String path, Set<String> within) {
    Set<String> inside = new HashSet<>(within);
    if (!inside.add(record.getFullName())) {
      throw refuse(path, "holds a " + record.getFullName() + " within itself");
    }
    List<RowType.RowField> fields = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      LogicalType type = typeOf(field.schema(), path + "." + field.name(), inside);
      fields.add(new RowType.RowField(field.name(), type));
    }
    return new RowType(false, fields);
  }

  private static MillraceException refuse(String path, String why) {
    return new MillraceException(ErrorCode.WRONG_TYPE, "field " + path + " " + why);
  }
}
