package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.diff.compare.ResultDifference.Kind;
import io.millrace.runner.testing.compare.Rows;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** How the results of one output differ. */
public final class OutputDiff {
  private final ComparedOutput output;
  private final RowDifferences rows;
  private final Map<String, ResultPairs.Pair> pairs;
  private final List<ResultDifference> differences = new ArrayList<>();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Map<String, FieldSummary> fields = new TreeMap<>();

  private OutputDiff(
      ComparedOutput output, RowDifferences rows, Map<String, ResultPairs.Pair> pairs) {
    this.output = output;
    this.rows = rows;
    this.pairs = pairs;
    pairs.forEach(this::compare);
    differences.sort(ResultDifference.ORDER);
  }

  /** Compares what was read of both sides. */
  public static OutputDiff of(ComparedOutput output, ResultPairs read, RowDifferences rows) {
    return new OutputDiff(output, rows, read.pairs());
  }

  private void compare(String key, ResultPairs.Pair pair) {
    if (pair.a != null && pair.b != null) {
      if (pair.a.json() == pair.b.json()) {
        return;
      }
      List<FieldChange> changes = rows.between(pair.a.fields(), pair.b.fields());
      if (changes.isEmpty()) {
        return;
      }
      for (FieldChange change : changes) {
        fields.merge(change.field(), FieldSummary.of(change), FieldSummary::and);
      }
    }
    ResultDifference difference =
        new ResultDifference(
            key,
            timeOf(key, pair.a == null ? pair.b : pair.a),
            Optional.ofNullable(pair.a),
            Optional.ofNullable(pair.b));
    differences.add(difference);
    counts.merge(difference.kind(), 1L, Long::sum);
  }

  private Optional<ResultTime> timeOf(String key, Standing standing) {
    return output.timeOf(output.timeIsIdentity() ? identity(key) : standing.fields());
  }

  public ComparedOutput output() {
    return output;
  }

  /** Differences, the earliest first. */
  public List<ResultDifference> differences() {
    return differences;
  }

  /** How many there are of a kind. */
  public long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many results both sides have alike. */
  public long equal() {
    return pairs.size() - differences.size();
  }

  /** How many results a side has. */
  public long results(Side side) {
    return pairs.size() - count(side == Side.A ? Kind.ADDED : Kind.MISSING);
  }

  public boolean isEqual() {
    return differences.isEmpty();
  }

  /** The fields that differ where both sides have a result, most often first. */
  public List<FieldSummary> fields() {
    return fields.values().stream()
        .sorted(
            Comparator.comparing(FieldSummary::results)
                .reversed()
                .thenComparing(FieldSummary::field))
        .toList();
  }

  /** The fields that differ in a result that both sides have; none if only one has it. */
  public List<FieldChange> changes(ResultDifference difference) {
    return difference.kind() == Kind.CHANGED
        ? rows.between(
            difference.standingA().orElseThrow().fields(),
            difference.standingB().orElseThrow().fields())
        : List.of();
  }

  /** The fields by which a result is told from others. */
  public ObjectNode identity(ResultDifference difference) {
    return identity(difference.key());
  }

  private ObjectNode identity(String key) {
    try {
      JsonNode values = Rows.parse(key);
      ObjectNode identity = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < values.size(); i++) {
        identity.set(output.identity().get(i), values.get(i));
      }
      return identity;
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Hands on all results that are about a time, in no order. */
  public void each(Consumer<PairedResult> seen) {
    pairs.forEach(
        (key, pair) ->
            timeOf(key, pair.a == null ? pair.b : pair.a)
                .ifPresent(
                    time -> seen.accept(new PairedResult(identity(key), time, fields(pair)))));
  }

  private static Map<Side, ObjectNode> fields(ResultPairs.Pair pair) {
    Map<Side, ObjectNode> fields = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      if (pair.of(side) != null) {
        fields.put(side, pair.of(side).fields());
      }
    }
    return fields;
  }

  /** The fields in which a result differs that both sides have. */
  public List<FieldChange> changes(PairedResult result) {
    return result.fields().size() == 2
        ? rows.between(result.fields().get(Side.A), result.fields().get(Side.B))
        : List.of();
  }

  /**
   * A result that is about a time.
   *
   * @param fields those that are compared, by the sides that have the result
   */
  public record PairedResult(ObjectNode identity, ResultTime time, Map<Side, ObjectNode> fields) {}
}
