package io.millrace.sql;

import java.util.Collection;
import java.util.List;
import java.util.Set;
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
}
