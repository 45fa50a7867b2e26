package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;

/**
 * A field that differs.
 *
 * @param field its name; of a field in a record in a field both, joined by a dot
 * @param a missing, as JSON calls it, if there is no such field
 * @param b likewise
 */
public record FieldChange(String field, JsonNode a, JsonNode b) {

  /** How far apart two numbers are; empty if they are none. */
  public OptionalDouble distance() {
    return a.isNumber() && b.isNumber()
        ? OptionalDouble.of(Math.abs(a.doubleValue() - b.doubleValue()))
        : OptionalDouble.empty();
  }
}
