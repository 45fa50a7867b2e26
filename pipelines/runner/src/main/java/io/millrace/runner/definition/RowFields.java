package io.millrace.runner.definition;

import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.runner.yaml.Problem;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Suggestions;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** The fields that a row written in YAML names, against those that its schema has. */
public final class RowFields {
  /** What the name of a member ends in whose text is Base64. */
  static final String BASE64 = "_base64";

  private RowFields() {}

  /** Reports every field that the schema does not have, also in records within. */
  public static void check(Mapping row, Schema schema, List<Problem> problems) {
    row.values()
        .forEach(
            (name, value) -> {
              Optional<Schema> field = schemaOf(name, schema);
              if (field.isPresent()) {
                checkValue(value, field.get(), problems);
              } else {
                List<String> known = schema.getFields().stream().map(Schema.Field::name).toList();
                String message =
                    "%s has no field '%s'%s"
                        .formatted(SchemaCatalog.nameOf(schema), name, Suggestions.of(name, known));
                problems.add(new Problem(row.keys().get(name), ErrorCode.UNKNOWN_NAME, message));
              }
            });
  }

  private static void checkValue(Node value, Schema schema, List<Problem> problems) {
    if (value instanceof Mapping inner) {
      branch(schema, Schema.Type.RECORD).ifPresent(record -> check(inner, record, problems));
      branch(schema, Schema.Type.MAP)
          .ifPresent(
              map ->
                  inner
                      .values()
                      .values()
                      .forEach(entry -> checkValue(entry, map.getValueType(), problems)));
    } else if (value instanceof Sequence list) {
      branch(schema, Schema.Type.ARRAY)
          .ifPresent(
              array ->
                  list.items().forEach(item -> checkValue(item, array.getElementType(), problems)));
    }
  }

  /** The schema of a field, by the name that it has in JSON; empty if there is no such field. */
  public static Optional<Schema> schemaOf(String name, Schema record) {
    Schema.Field field = record.getField(name);
    if (field == null && name.endsWith(BASE64)) {
      field = record.getField(name.substring(0, name.length() - BASE64.length()));
      return Optional.ofNullable(field)
          .map(Schema.Field::schema)
          .filter(schema -> branch(schema, Schema.Type.BYTES).isPresent());
    }
    return Optional.ofNullable(field).map(Schema.Field::schema);
  }

  /** The branch of a type, of a union, or the schema itself if it is of that type. */
  public static Optional<Schema> branch(Schema schema, Schema.Type type) {
    List<Schema> branches = schema.isUnion() ? schema.getTypes() : List.of(schema);
    return branches.stream().filter(one -> one.getType() == type).findFirst();
  }
}
