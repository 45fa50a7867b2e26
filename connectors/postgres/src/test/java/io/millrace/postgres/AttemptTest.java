package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.Rollup;
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

  @Test
  void ofTwoAttemptsFromOneCheckpointTheLaterHoldsWhateverTheRevisions() throws Exception {
    // Given the first wrote more revisions than the second, which saw late events together
    attempt(Rollups.of("m1", 3, 40));

    // When
    attempt(Rollups.of("m1", 2, 50));

    // Then
    assertThat(Database.query("SELECT revision, p50 FROM " + table.name()))
        .containsExactly(List.of("2", "50"));
  }

  @Test
  void anAttemptThatLosesItsConnectionKeepsItsNumber() throws Exception {
    // Given
    try (RowWriter writer =
        new RowWriter(Database.connection(), table, PostgresOptions.defaults(), incidents)) {
      long first = writer.prepare();
      writer.write(List.of(table.row(Rollups.of("m1", 1, 10), 1, first)));
      attempt(Rollups.of("m1", 0, 20));

      // When
      Database.query(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND usename = current_user");
      writer.write(List.of(table.row(Rollups.of("m1", 2, 30), 1, first)));
    }

    // Then
    assertThat(Database.query("SELECT revision, p50 FROM " + table.name()))
        .containsExactly(List.of("0", "20"));
  }

  private void attempt(Rollup result) throws Exception {
    try (RowWriter writer =
        new RowWriter(Database.connection(), table, PostgresOptions.defaults(), incidents)) {
      long attempt = writer.prepare();
      writer.write(List.of(table.row(result, 1, attempt)));
    }
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
