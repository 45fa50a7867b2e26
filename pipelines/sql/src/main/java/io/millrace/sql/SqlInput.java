package io.millrace.sql;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/**
 * An input as SQL sees it.
 *
 * @param schema of its events, whole; the fields that no SELECT reads are not decoded
 * @param timeField the field that is event time, a {@code timestamp-*}; in SQL it has milliseconds
 * @param alwaysRead fields to decode also where no SELECT reads them, such as those by which the
 *     input is deduplicated
 */
public record SqlInput(Schema schema, String timeField, Set<String> alwaysRead) {

  public SqlInput {
    alwaysRead = Set.copyOf(alwaysRead);
  }

  /** An input of which nothing is read that no SELECT needs, but event time. */
  public static SqlInput of(Schema schema, String timeField) {
    return new SqlInput(schema, timeField, Set.of());
  }

  /** This input with fields that are always read. */
  public SqlInput reading(Collection<String> fields) {
    return new SqlInput(schema, timeField, Set.copyOf(fields));
  }

  /** The schema of its events with some fields only, and those that are always read. */
  public Schema projection(Collection<String> columns) {
    List<Schema.Field> fields =
        schema.getFields().stream()
            .filter(
                field ->
                    columns.contains(field.name())
                        || alwaysRead.contains(field.name())
                        || field.name().equals(timeField))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    Schema projection =
        Schema.createRecord(
            schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    schema.getAliases().forEach(projection::addAlias);
    return projection;
  }

  /**
   * Holds that event time is there, and is a time.
   *
   * @throws MillraceException if not
   */
  public void requireTime() {
    Schema.Field field = schema.getField(timeField);
    if (field == null) {
      List<String> names = schema.getFields().stream().map(Schema.Field::name).toList();
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "%s has no field '%s' for event time%s"
              .formatted(schema.getName(), timeField, Suggestions.of(timeField, names)));
    }
    LogicalType type = field.schema().getLogicalType();
    if (type == null || !type.getName().startsWith("timestamp-")) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "field %s.%s is event time, and so a timestamp-millis, -micros or -nanos; it is %s"
              .formatted(schema.getName(), timeField, field.schema()));
    }
  }
}
