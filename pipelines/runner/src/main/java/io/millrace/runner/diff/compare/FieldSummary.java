package io.millrace.runner.diff.compare;

/**
 * How one field differs, over all results that both sides have.
 *
 * @param results in which it does
 * @param most the greatest distance of two numbers; negative if there are none
 */
public record FieldSummary(String field, long results, double most) {

  static FieldSummary of(FieldChange change) {
    return new FieldSummary(change.field(), 1, change.distance().orElse(-1));
  }

  FieldSummary and(FieldSummary other) {
    return new FieldSummary(field, results + other.results, Math.max(most, other.most));
  }

  public boolean isNumeric() {
    return most >= 0;
  }
}
