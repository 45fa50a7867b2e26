package io.millrace.runner.testing.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runner.definition.RowFields;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.sdk.avro.Unions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Compares one row with what is expected of it. */
final class RowComparison {
  private final Schema schema;
  private final boolean exact;

  /**
   * @param schema of the rows
   * @param exact whether all fields have to be named
   */
  RowComparison(Schema schema, boolean exact) {
    this.schema = schema;
    this.exact = exact;
  }

  /** The fields that are not as expected; none if the row is. */
  List<FieldDifference> differences(Mapping expected, JsonNode actual) {
    List<FieldDifference> differences = new ArrayList<>();
    compareRecord(List.of(), expected, actual, schema, differences);
    return differences;
  }

  private void compareRecord(
      List<String> path,
      Mapping expected,
      JsonNode actual,
      Schema record,
      List<FieldDifference> differences) {
    expected
        .values()
        .forEach(
            (name, value) -> {
              Schema field = RowFields.schemaOf(name, record).orElse(record);
              compare(append(path, name), value, actual.path(name), field, differences);
            });
    if (exact) {
      actual
          .properties()
          .forEach(
              field -> {
                if (!expected.values().containsKey(field.getKey())) {
                  List<String> unnamed = append(path, field.getKey());
                  differences.add(new FieldDifference(unnamed, Optional.empty(), field.getValue()));
                }
              });
    }
  }

  private void compare(
      List<String> path,
      Node expected,
      JsonNode actual,
      Schema schema,
      List<FieldDifference> differences) {
    Optional<Schema> record = RowFields.branch(schema, Schema.Type.RECORD);
    if (expected instanceof Mapping inner && actual.isObject() && record.isPresent()) {
      compareRecord(path, inner, actual, record.get(), differences);
    } else if (!isSame(expected, actual, schema)) {
      differences.add(new FieldDifference(path, Optional.of(expected), actual));
    }
  }

  private boolean isSame(Node expected, JsonNode actual, Schema schema) {
    Schema branch = Unions.withoutNull(schema);
    if (expected instanceof Mapping map) {
      return actual.isObject() && isSameObject(map, actual, branch);
    } else if (expected instanceof Sequence list) {
      return actual.isArray() && isSameArray(list, actual, branch);
    }
    String text = ((Scalar) expected).text();
    if (text == null || actual.isNull()) {
      return text == null && actual.isNull();
    }
    return actual.isValueNode() && ExpectedScalar.accepts(text, actual, branch);
  }

  /** Records name what they care about, as rows do; maps have no entry that is not expected. */
  private boolean isSameObject(Mapping expected, JsonNode actual, Schema schema) {
    List<FieldDifference> differences = new ArrayList<>();
    Optional<Schema> record = RowFields.branch(schema, Schema.Type.RECORD);
    if (record.isPresent()) {
      compareRecord(List.of(), expected, actual, record.get(), differences);
      return differences.isEmpty();
    }
    Schema values =
        RowFields.branch(schema, Schema.Type.MAP).map(Schema::getValueType).orElse(schema);
    return expected.values().size() == actual.size()
        && expected.values().entrySet().stream()
            .allMatch(
                entry ->
                    actual.has(entry.getKey())
                        && isSame(entry.getValue(), actual.get(entry.getKey()), values));
  }

  private boolean isSameArray(Sequence expected, JsonNode actual, Schema schema) {
    Schema items =
        RowFields.branch(schema, Schema.Type.ARRAY).map(Schema::getElementType).orElse(schema);
    boolean same = expected.items().size() == actual.size();
    for (int i = 0; same && i < actual.size(); i++) {
      same = isSame(expected.items().get(i), actual.get(i), items);
    }
    return same;
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }
}
