package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the fields in which two results differ. What is null and what is not there are the same;
 * numbers are compared as numbers, whatever their type.
 *
 * @param ignored fields that are not compared
 * @param byField tolerances of numbers in some fields, and in what is within them
 * @param others the tolerance of all other numbers
 */
public record RowDifferences(
    Set<String> ignored, Map<String, Tolerance> byField, Optional<Tolerance> others) {

  /** Everything has to be equal. */
  public static final RowDifferences EXACT =
      new RowDifferences(Set.of(), Map.of(), Optional.empty());

  List<FieldChange> between(ObjectNode a, ObjectNode b) {
    List<FieldChange> changes = new ArrayList<>();
    members("", a, b, changes);
    return changes;
  }

  private void members(String path, JsonNode a, JsonNode b, List<FieldChange> changes) {
    Set<String> names = new TreeSet<>();
    a.fieldNames().forEachRemaining(names::add);
    b.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String member = path.isEmpty() ? name : path + "." + name;
      if (!ignored.contains(member)) {
        compare(member, a.path(name), b.path(name), changes);
      }
    }
  }

  private void compare(String path, JsonNode a, JsonNode b, List<FieldChange> changes) {
    if (a.isObject() && b.isObject()) {
      members(path, a, b, changes);
    } else if (!isSame(path, a, b)) {
      changes.add(new FieldChange(path, a, b));
    }
  }

  private boolean isSame(String path, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue()) == 0
          || tolerance(path)
              .filter(one -> one.accepts(a.decimalValue(), b.decimalValue()))
              .isPresent();
    } else if (a.isArray() && b.isArray()) {
      boolean same = a.size() == b.size();
      for (int i = 0; same && i < a.size(); i++) {
        same = isSame(path, a.get(i), b.get(i));
      }
      return same;
    } else if (a.isObject() && b.isObject()) {
      List<FieldChange> within = new ArrayList<>();
      members(path, a, b, within);
      return within.isEmpty();
    }
    return isNothing(a) ? isNothing(b) : a.equals(b);
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private Optional<Tolerance> tolerance(String path) {
    for (String field = path; ; field = field.substring(0, field.lastIndexOf('.'))) {
      if (byField.containsKey(field)) {
        return Optional.of(byField.get(field));
      } else if (field.lastIndexOf('.') < 0) {
        return others;
      }
    }
  }
}
