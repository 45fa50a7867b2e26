package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.formats.Position;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.testing.compare.Rows;
import io.millrace.runner.yaml.Place;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Results to compare, of one minute each. */
public final class Rollups {
  public static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  private static final OutputDefinition DEFINITION =
      new OutputDefinition(
          "rollup",
          Place.of("test"),
          List.of("source", "sensor", "window_start"),
          Optional.empty(),
          false,
          Optional.empty(),
          false,
          true);

  private Rollups() {}

  /** The output that they are of. */
  public static ComparedOutput output() {
    return ComparedOutput.of(DEFINITION, RecordType.of(Rollup.class), false);
  }

  /** A result as JSON has it; fewer fields than the schema. */
  public static String text(String source, int minute, double mean, int revision, String status) {
    return """
        {"source":"%s","sensor":"t","window_start":"%s","window_end":"%s","count":3,"mean":%s,\
        "revision":%d,"status":"%s"}"""
        .formatted(
            source,
            MIDNIGHT.plusSeconds(60L * minute),
            MIDNIGHT.plusSeconds(60L * minute + 60),
            mean,
            revision,
            status);
  }

  /** A final result in some line of a file. */
  public static ResultRow row(String source, int minute, double mean) {
    return row(text(source, minute, mean, 0, "FINAL"), 1);
  }

  /** Any result in some line of a file. */
  public static ResultRow row(String text, long line) {
    return new ResultRow(
        fields(text), Optional.of(new Position.InFile("rollup.jsonl", line)), Long.MIN_VALUE);
  }

  static ObjectNode fields(String text) {
    try {
      return (ObjectNode) Rows.parse(text);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(text, wrong);
    }
  }

  /** Compares all of two lists exactly. */
  public static OutputDiff diff(List<ResultRow> a, List<ResultRow> b) {
    return diff(a, b, ResultRange.ALL, RowDifferences.EXACT);
  }

  /** Compares two lists. */
  public static OutputDiff diff(
      List<ResultRow> a, List<ResultRow> b, ResultRange range, RowDifferences rows) {
    return diff(output(), a, b, range, rows);
  }

  static OutputDiff diff(
      ComparedOutput output,
      List<ResultRow> a,
      List<ResultRow> b,
      ResultRange range,
      RowDifferences rows) {
    ResultPairs pairs = new ResultPairs(output, range, Set.copyOf(rows.ignored()));
    a.forEach(row -> pairs.add(Side.A, row));
    b.forEach(row -> pairs.add(Side.B, row));
    return OutputDiff.of(output, pairs, rows);
  }

  static ComparedOutput outputWithRowPerKey(String... key) {
    OutputDefinition definition =
        new OutputDefinition(
            "rollup",
            Place.of("test"),
            List.of(key),
            Optional.empty(),
            false,
            Optional.empty(),
            false,
            true);
    return ComparedOutput.of(definition, RecordType.of(Rollup.class), true);
  }
}
