package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCheckTest {
  private static final PostgresOptions OPTIONS = PostgresOptions.defaults();
  private static final PostgresTable TABLE = Rollups.table("nowhere_yet");

  @TempDir Path folder;

  @Test
  void aTableThatFitsOrCanBeCreatedIsAccepted() throws Exception {
    // Given
    PostgresTable existing = Rollups.table(Database.newTableName());
    Database.create(existing);

    // When
    Database.connection()
        .check(List.of(existing, TABLE, Rollups.table("new_schema.rollup")), OPTIONS);

    // Then
    assertThat(Database.query("SELECT to_regclass('nowhere_yet'), to_regnamespace('new_schema')"))
        .containsExactly(java.util.Arrays.asList(null, null));
  }

  @Test
  void aWrongPasswordIsToldWithTheUserAndWhereThePasswordIs() throws Exception {
    // Given
    Path wrong = Files.writeString(folder.resolve("wrong"), "hunter2");
    PostgresConnection connection =
        new PostgresConnection(
            Database.SERVER.jdbcUrl(), Database.SERVER.user(), Password.inFile(wrong));

    // When
    MillraceException failure = failureOf(connection, TABLE);

    // Then
    assertThat(failure)
        .hasMessageContaining("refuses user 'millrace'")
        .hasMessageContaining("the password in file " + wrong)
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
    assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL);
  }

  @Test
  void aMissingDatabaseIsNamed() {
    // Given
    String url = "jdbc:postgresql://localhost:" + Database.SERVER.port() + "/none";

    // When
    MillraceException failure = failureOf(at(url), TABLE);

    // Then
    assertThat(failure).hasMessageContaining("has no database 'none'; expected one that exists");
    assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    // When
    MillraceException failure = failureOf(at("jdbc:postgresql://no-such-host.invalid/a"), TABLE);

    // Then
    assertThat(failure).hasMessageContaining("no-such-host.invalid:5432 can't be found");
  }

  @Test
  void aServerThatIsNotThereOrDoesNotAnswerIsToldInTime() throws Exception {
    // Given
    String silent;
    String closed;
    try (ServerSocket gone = new ServerSocket(0)) {
      closed = "localhost:" + gone.getLocalPort();
    }
    try (ServerSocket mute = new ServerSocket(0)) {
      silent = "localhost:" + mute.getLocalPort();
      Instant start = Instant.now();

      // When
      MillraceException unanswered = failureOf(at("jdbc:postgresql://" + silent + "/a"), TABLE);

      // Then
      assertThat(unanswered).hasMessageContaining(silent + " can't be used: ");
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(3));
      assertThat(failureOf(at("jdbc:postgresql://" + closed + "/a"), TABLE))
          .hasMessageContaining(closed + " can't be used: ")
          .hasMessageContaining("refused");
    }
  }

  @Test
  void missingPermissionsAreNamedForEveryTable() throws Exception {
    // Given
    PostgresTable readable = Rollups.table(Database.newTableName());
    Database.create(readable);
    PostgresConnection reader = Database.user("reader", folder);
    Database.execute("GRANT SELECT ON " + readable.name() + " TO reader");

    // When
    MillraceException failure =
        catchThrowableOfType(
            MillraceException.class,
            () -> reader.check(List.of(readable, TABLE, Rollups.table("a_schema.t")), OPTIONS));

    // Then
    assertThat(failure.getMessage().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("may not INSERT on table " + readable.name()),
            line -> assertThat(line).contains("may not UPDATE on table " + readable.name()),
            line ->
                assertThat(line).contains("Table nowhere_yet does not exist, and user 'reader'"),
            line -> assertThat(line).contains("Schema a_schema does not exist, and user 'reader'"));
  }

  @Test
  void aTableThatDoesNotFitIsToldWithEachReason() throws Exception {
    // Given
    PostgresTable table = Rollups.table(Database.newTableName());
    Database.create(table);
    String alter = "ALTER TABLE " + table.name();
    Database.execute(
        alter + " DROP COLUMN p99",
        alter + " ALTER COLUMN mean TYPE real",
        alter + " ALTER COLUMN sensor TYPE varchar",
        alter + " ALTER COLUMN status TYPE varchar(4)",
        alter + " ADD COLUMN site text NOT NULL",
        alter + " ADD COLUMN loaded_at timestamptz NOT NULL DEFAULT now()",
        alter + " DROP CONSTRAINT " + table.name() + "_pkey",
        alter + " ADD PRIMARY KEY (source, window_start)",
        alter + " ALTER COLUMN generation DROP NOT NULL",
        alter + " DROP COLUMN attempt");

    // When
    MillraceException failure = failureOf(Database.connection(), table);

    // Then
    assertThat(failure.getMessage().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("has no column p99; expected one of type double"),
            line -> assertThat(line).contains("mean").contains("is real; expected double"),
            line ->
                assertThat(line).contains("status").contains("character varying(4); expected text"),
            line -> assertThat(line).contains("site").contains("expected it to have a default"),
            line -> assertThat(line).contains("generation").contains("expected NOT NULL"),
            line -> assertThat(line).contains("has no column attempt; expected one of type bigint"),
            line ->
                assertThat(line)
                    .contains("no unique key on exactly (source, sensor, window_start)"));
  }

  @Test
  void aMissingTableIsRefusedWhereNoneIsToBeCreated() {
    // When
    MillraceException failure =
        catchThrowableOfType(
            MillraceException.class,
            () -> Database.connection().check(List.of(TABLE), OPTIONS.withoutCreatingTables()));

    // Then
    assertThat(failure).hasMessageContaining("Table nowhere_yet does not exist; expected it");
  }

  private static PostgresConnection at(String url) {
    return new PostgresConnection(
        url, Database.SERVER.user(), Password.inFile(Database.SERVER.passwordFile()));
  }

  private static MillraceException failureOf(PostgresConnection connection, PostgresTable table) {
    return catchThrowableOfType(
        MillraceException.class, () -> connection.check(List.of(table), OPTIONS));
  }
}
