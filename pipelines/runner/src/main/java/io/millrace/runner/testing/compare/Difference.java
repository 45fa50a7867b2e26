package io.millrace.runner.testing.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runner.definition.Expectation;
import io.millrace.runner.yaml.Node.Mapping;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * What came, where it is not what a test expects.
 *
 * @param actual all that came
 * @param missing expected rows that did not come
 * @param unexpected rows that came and were not expected, without those that are nearest to a
 *     missing one, by their position
 * @param exact whether rows have to name all fields
 */
public record Difference(
    Expectation expectation,
    Rows actual,
    List<Missing> missing,
    SortedSet<Integer> unexpected,
    boolean exact) {

  /**
   * An expected row that did not come.
   *
   * @param position among the expected rows
   * @param nearest what came instead, if something that is like it did
   */
  public record Missing(int position, Mapping expected, Optional<Nearest> nearest) {}

  /**
   * A row that nobody expected, and that is like one that was.
   *
   * @param position among the rows that came
   */
  public record Nearest(int position, JsonNode actual, List<FieldDifference> fields) {}

  /**
   * The fields by which rows are told apart here: all that an expected row names. If none does, or
   * rows have to name all, all of them; of a dead letter what does not depend on file and release.
   */
  public Collection<String> fieldsToShow() {
    Set<String> named = new LinkedHashSet<>();
    expectation.rows().ifPresent(rows -> rows.forEach(row -> named.addAll(row.keys().keySet())));
    if (named.isEmpty() && expectation.subject().kind() == Expectation.Kind.DEAD) {
      return List.of("error", "value");
    } else if (named.isEmpty() || exact) {
      actual.rows().forEach(row -> row.fieldNames().forEachRemaining(named::add));
    }
    return named;
  }
}
