package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.junit.jupiter.api.Test;

/** What was released once stays readable, and readable to those who have the old release. */
class ReleasedSchemasTest {
  private static final String READING =
      """
      {"type": "record", "name": "Reading", "fields": [
        {"name": "source", "type": "string"},
        {"name": "value", "type": %s}%s]}
      """;

  @Test
  void everyReleasedSchemaAndTheCurrentOneReadEachOther() {
    // Given
    SortedMap<String, String> released =
        ResourceTree.read(getClass().getClassLoader(), "millrace/schemas/released");
    SortedMap<String, Schema> current = SchemaCatalog.shipped().current();
    List<String> problems = new ArrayList<>();

    // When
    released.forEach(
        (path, text) -> {
          String name =
              path.substring(path.indexOf('/') + 1).replace(".avsc", "").replace('/', '.');
          Schema now = current.get(name);
          if (now == null) {
            problems.add(
                path + ": no current schema of that name; a released one is never removed");
          } else {
            incompatibilities(new Schema.Parser().parse(text), now)
                .forEach(problem -> problems.add(path + ": " + problem));
          }
        });

    // Then
    assertThat(released).isNotEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void aChangeOfTypeIsRefusedByTheNameOfTheField() {
    // Given
    Schema before = reading("\"double\"", "");
    Schema after = reading("\"string\"", "");

    // When
    List<String> problems = incompatibilities(before, after);

    // Then
    assertThat(problems).isNotEmpty().allMatch(problem -> problem.contains("value"));
  }

  @Test
  void aNewFieldWithoutDefaultIsRefusedByItsName() {
    // Given
    Schema before = reading("\"double\"", "");
    Schema after = reading("\"double\"", ", {\"name\": \"unit\", \"type\": \"string\"}");

    // When
    List<String> problems = incompatibilities(before, after);

    // Then
    assertThat(problems).singleElement().asString().contains("unit");
  }

  @Test
  void aNewFieldWithDefaultIsAccepted() {
    // Given
    Schema before = reading("\"double\"", "");
    Schema after =
        reading("\"double\"", ", {\"name\": \"unit\", \"type\": \"string\", \"default\": \"1\"}");

    // When
    List<String> problems = incompatibilities(before, after);

    // Then
    assertThat(problems).isEmpty();
  }

  private static Schema reading(String type, String further) {
    return new Schema.Parser().parse(READING.formatted(type, further));
  }

  /** What keeps either of two schemas from reading records of the other, naming the fields. */
  private static List<String> incompatibilities(Schema before, Schema after) {
    List<String> problems = new ArrayList<>();
    problems.addAll(unreadable("can't read the released records", after, before));
    problems.addAll(unreadable("can't be read by the release", before, after));
    return problems;
  }

  private static List<String> unreadable(String what, Schema reader, Schema writer) {
    List<Incompatibility> found =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities();
    return found.stream()
        .map(
            one -> {
              String field = fieldAt(reader, one.getLocation());
              return what + ": field " + field + ": " + one.getType() + " " + one.getMessage();
            })
        .toList();
  }

  /** The name of the field at a location such as {@code /fields/3/type}. */
  private static String fieldAt(Schema schema, String location) {
    String[] steps = location.split("/");
    boolean inField = steps.length > 2 && steps[1].equals("fields");
    return inField ? schema.getFields().get(Integer.parseInt(steps[2])).name() : location;
  }
}
