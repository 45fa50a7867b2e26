package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts of one job number the revisions of a result each for themselves. */
class AttemptTest {
  private final PostgresTable table = Rollups.table(Database.newTableName());
  private final RecordedIncidents incidents = new RecordedIncidents();

  @BeforeEach
  void createTable() throws Exception {
    Database.create(table);
  }

  @Test
  void aLaterAttemptReplacesHigherRevisionsOfAnEarlierOne() throws Exception {
    // Given
    write(0, 1, 10);
    write(0, 2, 20);

    // When
    write(7, 1, 30);

    // Then
    assertThat(stored()).containsExactly(List.of("7", "1", "30"));
  }

  @Test
  void aZombieOfAnEarlierAttemptChangesNothing() throws Exception {
    // Given
    write(7, 1, 30);

    // When
    write(0, 3, 40);

    // Then
    assertThat(stored()).containsExactly(List.of("7", "1", "30"));
    assertThat(incidents.refusals()).isEmpty();
  }

  @Test
  void aLaterGenerationReplacesEveryAttemptOfAnEarlierOne() throws Exception {
    // Given
    write(7, 2, 30);

    // When
    write(2, 0, 0, 50);

    // Then
    assertThat(stored()).containsExactly(List.of("0", "0", "50"));
  }

  private void write(long attempt, int revision, double value) throws Exception {
    write(1, attempt, revision, value);
  }

  private void write(long generation, long attempt, int revision, double value) throws Exception {
    try (RowWriter writer =
        new RowWriter(Database.connection(), table, PostgresOptions.defaults(), incidents)) {
      writer.write(List.of(table.row(Rollups.of("m1", revision, value), generation, attempt)));
    }
  }

  private List<List<String>> stored() throws Exception {
    return Database.query("SELECT attempt, revision, p50 FROM " + table.name());
  }
}
