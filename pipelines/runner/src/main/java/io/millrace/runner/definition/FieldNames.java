package io.millrace.runner.definition;

import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Checks that a definition names fields which the schema of the input has. */
final class FieldNames {
  private final Optional<Schema> schema;
  private final List<Problem> problems;

  /**
   * @param schema empty if it is not known, and nothing can be checked
   */
  FieldNames(Optional<Schema> schema, List<Problem> problems) {
    this.schema = schema;
    this.problems = problems;
  }

  /**
   * Reports each name that is no field, at its place.
   *
   * @param key under which the names stand: as a list, as keys, or as one text
   */
  void check(MappingReader reader, String key, Collection<String> names) {
    if (schema.isEmpty()) {
      return;
    }
    List<String> known = schema.get().getFields().stream().map(Schema.Field::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        String message =
            "schema "
                + SchemaCatalog.nameOf(schema.get())
                + " has no field '"
                + name
                + "'"
                + Suggestions.of(name, known);
        problems.add(new Problem(placeOf(name, key, reader), ErrorCode.UNKNOWN_NAME, message));
      }
    }
  }

  private static Place placeOf(String name, String key, MappingReader reader) {
    Optional<Place> asKey =
        reader.node(key).map(node -> node instanceof Mapping map ? map.keys().get(name) : null);
    return asKey
        .or(
            () ->
                reader.items(key).stream()
                    .filter(item -> item instanceof Scalar scalar && name.equals(scalar.text()))
                    .map(Node::place)
                    .findFirst())
        .orElseGet(() -> reader.placeOf(key));
  }
}
