package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaterRowsCheckTest {
  private static final PostgresTable NOWHERE = Rollups.table("nowhere_yet");

  private final PostgresTable table = Rollups.table(Database.newTableName());

  @BeforeEach
  void createTable() throws Exception {
    Database.create(table);
  }

  @Test
  void noTableAnEmptyOneAndRowsThatWouldBeReplacedAreAccepted() throws Exception {
    // Given
    PostgresTable empty = Rollups.table(Database.newTableName());
    Database.create(empty);
    write("a", 4, 0);
    write("b", 3, 9);

    // When
    var check =
        assertThatCode(
            () -> Database.connection().checkReplaceable(List.of(NOWHERE, empty, table), 4));

    // Then
    check.doesNotThrowAnyException();
  }

  @Test
  void aRowOfADumpFromAServerWithMoreTransactionsIsToldWithTheTableAndWhatToDo() throws Exception {
    // Given
    write("a", 4, 0);
    write("b", 4, Long.MAX_VALUE);

    // When
    MillraceException failure = failureOf(4);

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(failure)
        .hasMessageContaining("Table " + table.name() + " of PostgreSQL")
        .hasMessageContaining(
            "rows there are later than all that generation 4 writes, and would not be replaced;"
                + " raise deployment.generation");
  }

  @Test
  void aRowOfALaterGenerationIsTold() throws Exception {
    // Given
    write("a", 5, 0);

    // When
    MillraceException failure = failureOf(4);

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void aTableThatCannotBeLookedThroughInTimeIsLeftOutAndTheNextIsNot() throws Exception {
    // Given
    PostgresTable locked = Rollups.table(Database.newTableName());
    Database.create(locked);
    write("a", 5, 0);
    MillraceException failure;
    try (Connection other = Database.open();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + locked.name() + " IN ACCESS EXCLUSIVE MODE");

      // When
      failure = failureOf(4, locked, table);
    }

    // Then
    assertThat(failure).hasMessageStartingWith("Table " + table.name() + " of");
  }

  private MillraceException failureOf(long generation) {
    return failureOf(generation, table);
  }

  private static MillraceException failureOf(long generation, PostgresTable... tables) {
    return catchThrowableOfType(
        MillraceException.class,
        () -> Database.connection().checkReplaceable(List.of(tables), generation));
  }

  private void write(String source, long generation, long attempt) throws Exception {
    try (RowWriter writer =
        new RowWriter(
            Database.connection(), table, PostgresOptions.defaults(), new RecordedIncidents())) {
      writer.write(List.of(table.row(Rollups.of(source, 0, 1), generation, attempt)));
    }
  }
}
