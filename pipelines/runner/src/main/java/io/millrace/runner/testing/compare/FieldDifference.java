package io.millrace.runner.testing.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runner.yaml.Node;
import java.util.List;
import java.util.Optional;

/**
 * A field that is not as expected.
 *
 * @param path the names that lead to it
 * @param expected empty if the row has to name all fields, and does not name this one
 * @param actual missing, as JSON calls it, if there is no such field
 */
public record FieldDifference(List<String> path, Optional<Node> expected, JsonNode actual) {

  /** The path as one word. */
  public String field() {
    return String.join(".", path);
  }

  @Override
  public String toString() {
    return "%s: expected %s, got %s"
        .formatted(
            field(),
            expected.map(RowText::of).orElse("to be named"),
            actual.isMissingNode() ? "no such field" : RowText.of(actual));
  }
}
