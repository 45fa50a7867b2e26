package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class UpsertPropertyTest {
  private static final Comparator<Written> ORDER =
      Comparator.comparingInt(Written::generation)
          .thenComparingInt(Written::attempt)
          .thenComparingInt(Written::revision);

  /** A result of some deployment; equal ones of an attempt and revision are one result. */
  record Written(int source, int generation, int attempt, int revision) {

    double value() {
      return source * 10_000 + generation * 1000 + attempt * 10 + revision;
    }
  }

  @Property(tries = 60)
  void anyOrderOfAnyResultsInAnyBatchesEndsInTheHighest(
      @ForAll @Size(max = 40) List<List<@IntRange(max = 59) Integer>> batches) throws Exception {
    // Given
    PostgresTable table = Rollups.table(Database.newTableName());
    Map<String, Written> highest = new LinkedHashMap<>();
    try (RowWriter writer =
        new RowWriter(Database.connection(), table, PostgresOptions.defaults(), new Ignored())) {
      writer.prepare();

      // When
      for (List<Integer> codes : batches) {
        RowBuffer buffer = new RowBuffer();
        // A writer is of one attempt; what matters is the order in which batches arrive.
        int generation = codes.isEmpty() ? 1 : 1 + codes.get(0) % 2;
        int attempt = codes.isEmpty() ? 0 : codes.get(0) / 2 % 3 * 7;
        for (int code : codes) {
          Written result = new Written(code % 4, generation, attempt, code / 12);
          buffer.add(
              table.row(
                  Rollups.of("m" + result.source(), result.revision(), result.value()),
                  generation,
                  attempt));
          highest.merge(
              "m" + result.source(),
              result,
              (one, other) -> ORDER.compare(one, other) >= 0 ? one : other);
        }
        writer.write(buffer.rows());
      }
    }

    // Then
    List<List<String>> expected = new ArrayList<>();
    highest.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                expected.add(
                    List.of(
                        entry.getKey(),
                        Integer.toString(entry.getValue().generation()),
                        Integer.toString(entry.getValue().attempt()),
                        Integer.toString(entry.getValue().revision()),
                        Integer.toString((int) entry.getValue().value()))));
    assertThat(
            Database.query(
                "SELECT source, generation, attempt, revision, p50 FROM "
                    + table.name()
                    + " ORDER BY source"))
        .isEqualTo(expected);
    Database.execute("DROP TABLE " + table.name());
  }

  /** Nothing is to happen. */
  private static final class Ignored implements RowWriter.Incidents {
    @Override
    public void repeated() {
      throw new AssertionError("A healthy server needs no second attempt");
    }

    @Override
    public void refused(Row row, SQLException reason) {
      throw new AssertionError("No row is to be refused", reason);
    }
  }
}
