package io.millrace.sql.rows;

import io.millrace.schemas.ResultStatus;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The Avro schemas of what SELECTs give.
 *
 * <p>TIMESTAMP and TIMESTAMP_LTZ are both instants, for the session's time zone is UTC; of 3, 6 or
 * 9 digits, whichever is enough. What may be NULL is a union with null, and null by default.
 */
public final class ResultSchemas {
  /** Counts the results of one key from 0. */
  public static final String REVISION = "revision";

  /** Says where a result stands, as {@link ResultStatus} does. */
  public static final String STATUS = "status";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ResultSchemas() {}

  /**
   * The schema of an output.
   *
   * @param pipeline the name in the definition, such as {@code plant/line-temperature}
   * @param output the name of the output
   * @param columns of its SELECT
   * @param updating whether rows replace each other; then {@link #REVISION} and {@link #STATUS}
   *     follow the columns
   * @throws MillraceException for a column that has no place in such a schema; the message names it
   */
  public static Schema of(String pipeline, String output, RowType columns, boolean updating) {
    String namespace = "millrace.sql." + namespace(pipeline);
    List<Schema.Field> fields = fields(columns, namespace + "." + output, "");
    if (updating) {
      for (Schema.Field field : fields) {
        if (field.name().equals(REVISION) || field.name().equals(STATUS)) {
          throw new MillraceException(
              ErrorCode.CONFLICT,
              "column '%s' is added to the results of an updating query; give yours another name with AS"
                  .formatted(field.name()));
        }
      }
      fields.add(
          new Schema.Field(
              REVISION,
              Schema.create(Schema.Type.LONG),
              "Grows by one with each result for the same key; the highest stands.",
              0L));
      fields.add(
          new Schema.Field(
              STATUS, ResultStatus.getClassSchema(), "Where the result stands.", "PROVISIONAL"));
    }
    String about = "Results of output " + output + " of pipeline " + pipeline + ".";
    return Schema.createRecord(camelCase(output), about, namespace, false, fields);
  }

  private static List<Schema.Field> fields(RowType row, String namespace, String path) {
    List<Schema.Field> fields = new ArrayList<>();
    for (RowType.RowField field : row.getFields()) {
      String name = field.getName();
      if (!NAME.matcher(name).matches()) {
        throw new MillraceException(
            ErrorCode.WRONG_TYPE,
            "column '%s%s' has no name of letters, digits and '_'; give it one with AS"
                .formatted(path, name));
      }
      Schema schema = of(field.getType(), namespace + "." + name, path + name);
      String about = path.isEmpty() ? "Column of the SELECT." : "Field of " + path + ".";
      boolean nullable = schema.isNullable();
      fields.add(
          nullable
              ? new Schema.Field(name, schema, about, JsonProperties.NULL_VALUE)
              : new Schema.Field(name, schema, about));
    }
    return fields;
  }

  private static Schema of(LogicalType type, String namespace, String path) {
    Schema present = present(type, namespace, path);
    return type.isNullable()
        ? Schema.createUnion(Schema.create(Schema.Type.NULL), present)
        : present;
  }

  private static Schema present(LogicalType type, String namespace, String path) {
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> Schema.create(Schema.Type.STRING);
      case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
      case TINYINT, SMALLINT, INTEGER -> Schema.create(Schema.Type.INT);
      case BIGINT -> Schema.create(Schema.Type.LONG);
      case FLOAT -> Schema.create(Schema.Type.FLOAT);
      case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
      case BINARY, VARBINARY -> Schema.create(Schema.Type.BYTES);
      case DECIMAL -> {
        DecimalType decimal = (DecimalType) type;
        yield LogicalTypes.decimal(decimal.getPrecision(), decimal.getScale())
            .addToSchema(Schema.create(Schema.Type.BYTES));
      }
      case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
      case TIME_WITHOUT_TIME_ZONE ->
          LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> instant(type);
      case ARRAY ->
          Schema.createArray(of(((ArrayType) type).getElementType(), namespace, path + "[]"));
      case MAP -> {
        MapType map = (MapType) type;
        if (!map.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
          throw refuse(path, type, "the keys of a map are strings");
        }
        yield Schema.createMap(of(map.getValueType(), namespace, path + "[]"));
      }
      case ROW -> {
        List<Schema.Field> fields = fields((RowType) type, namespace, path + ".");
        int dot = namespace.lastIndexOf('.');
        String name = camelCase(namespace.substring(dot + 1));
        yield Schema.createRecord(name, null, namespace.substring(0, dot), false, fields);
      }
      case NULL -> throw refuse(path, type, "say its type, as in CAST(NULL AS STRING)");
      default -> throw refuse(path, type, "a result can't hold it; use CAST");
    };
  }

  private static Schema instant(LogicalType type) {
    Schema ticks = Schema.create(Schema.Type.LONG);
    int digits = LogicalTypeChecks.getPrecision(type);
    if (digits <= 3) {
      return LogicalTypes.timestampMillis().addToSchema(ticks);
    }
    return digits <= 6
        ? LogicalTypes.timestampMicros().addToSchema(ticks)
        : LogicalTypes.timestampNanos().addToSchema(ticks);
  }

  private static MillraceException refuse(String path, LogicalType type, String why) {
    return new MillraceException(
        ErrorCode.WRONG_TYPE,
        "column '%s' is of type %s: %s".formatted(path, type.asSummaryString(), why));
  }

  /** A name of a pipeline with what a namespace may hold. */
  private static String namespace(String pipeline) {
    return pipeline
        .replaceAll("[^A-Za-z0-9_/]", "_")
        .replaceAll("(^|/)(?=[0-9])", "$1_")
        .replace('/', '.');
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty()) {
        camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return camel.toString();
  }
}
