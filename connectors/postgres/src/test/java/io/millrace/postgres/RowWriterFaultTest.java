package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sdk.MillraceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server fails under the writer: what is written is all there, once, and the latest. */
class RowWriterFaultTest {
  private static final int SOURCES = 100;
  private static final int REVISIONS = 40;
  private static final PostgresOptions OPTIONS =
      PostgresOptions.defaults()
          .withTimes(Duration.ofMinutes(3), Duration.ofMillis(1000), Duration.ofMillis(200));

  private final RecordedIncidents incidents = new RecordedIncidents();
  private final PostgresTable table = Rollups.table(Database.newTableName());

  @BeforeEach
  void createTable() throws Exception {
    Database.create(table);
  }

  @Test
  void aServerThatIsStoppedAndStartedLosesNothing() throws Exception {
    // Given
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> writing = write(OPTIONS, begun);
    begun.get(2, TimeUnit.MINUTES);

    // When
    Database.SERVER.stop();
    try {
      assertThat(incidents.repetition().await(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      Database.SERVER.restart();
    }

    // Then
    writing.get(2, TimeUnit.MINUTES);
    assertAllWrittenOnce();
  }

  @Test
  void aTableLockedByAnotherSessionIsWaitedFor() throws Exception {
    // Given
    CompletableFuture<Void> writing;
    try (Connection other = Database.open();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + table.name() + " IN ACCESS EXCLUSIVE MODE");

      // When
      writing = write(OPTIONS, new CompletableFuture<>());

      // Then
      assertThat(incidents.repetition().await(2, TimeUnit.MINUTES)).isTrue();
      other.rollback();
    }
    writing.get(2, TimeUnit.MINUTES);
    assertAllWrittenOnce();
  }

  @Test
  void aServerThatHangsIsTakenForLostAndFoundAgain() throws Exception {
    // Given
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> writing = write(OPTIONS, begun);
    begun.get(2, TimeUnit.MINUTES);

    // When
    signalServer("STOP");
    try {
      assertThat(incidents.repetition().await(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      signalServer("CONT");
    }

    // Then
    writing.get(2, TimeUnit.MINUTES);
    assertAllWrittenOnce();
  }

  @Test
  void batchesTooLargeForASlowServerAreDivided() throws Exception {
    // Given
    Database.execute(
        "CREATE OR REPLACE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END'",
        trigger("take_time"));
    PostgresOptions impatient =
        OPTIONS.withTimes(Duration.ofMinutes(1), Duration.ofMillis(400), Duration.ofMillis(200));
    List<Row> rows = rows(0);

    // When
    try (RowWriter writer = new RowWriter(Database.connection(), table, impatient, incidents)) {
      writer.write(rows);
    }

    // Then
    assertThat(Database.query("SELECT count(*) FROM " + table.name()))
        .containsExactly(List.of(Integer.toString(SOURCES)));
    assertThat(incidents.refusals()).isEmpty();
  }

  @Test
  void onlyTheRowsThatTheTableRefusesAreLeftOut() throws Exception {
    // Given
    Database.execute(
        "ALTER TABLE " + table.name() + " ADD CHECK (p50 NOT IN (7, 64))",
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN IF NEW.p50 = 8 THEN RAISE ''not eight''; END IF; RETURN NEW; END'",
        trigger("refuse"));

    // When
    try (RowWriter writer = new RowWriter(Database.connection(), table, OPTIONS, incidents)) {
      writer.write(rows(0));
    }

    // Then
    assertThat(incidents.refusedKeys())
        .extracting(key -> key.get(0))
        .containsExactly("m7", "m8", "m64");
    assertThat(incidents.refusals())
        .extracting(SQLException::getSQLState)
        .containsExactly("23514", "P0001", "23514");
    assertThat(Database.query("SELECT count(*) FROM " + table.name()))
        .containsExactly(List.of(Integer.toString(SOURCES - 3)));
  }

  @Test
  void whenThePatienceEndsTheFailureGoesUpAndNamesTheServer() throws Exception {
    // Given
    PostgresOptions impatient =
        OPTIONS.withTimes(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(50));
    try (Connection other = Database.open();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + table.name() + " IN ACCESS EXCLUSIVE MODE");

      // When
      var failure = assertThatThrownBy(() -> write(impatient, new CompletableFuture<>()).join());

      // Then
      failure
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("PostgreSQL at localhost:" + Database.SERVER.port())
          .hasMessageContaining("lock timeout [55P03]");
    }
  }

  @Test
  void whatSomebodyHasToMendGoesUpAtOnce() throws Exception {
    // Given
    Database.execute("ALTER TABLE " + table.name() + " DROP COLUMN p50");

    // When
    var failure = assertThatThrownBy(() -> write(OPTIONS, new CompletableFuture<>()).join());

    // Then
    failure
        .cause()
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("p50")
        .hasMessageContaining("[42703]");
    assertThat(incidents.repetition().getCount()).isEqualTo(1);
  }

  /**
   * Writes every revision of every source, in batches that hold neighbouring revisions, half of
   * them after a fault has struck.
   */
  private CompletableFuture<Void> write(PostgresOptions options, CompletableFuture<Void> begun) {
    return CompletableFuture.runAsync(
        () -> {
          try (RowWriter writer = new RowWriter(Database.connection(), table, options, incidents)) {
            for (int revision = 0; revision < REVISIONS; revision++) {
              do {
                writer.write(rows(revision));
              } while (revision == REVISIONS / 2 && incidents.repetition().getCount() > 0);
              if (revision == 1) {
                begun.complete(null);
              }
            }
          } catch (InterruptedException cancelled) {
            throw new CompletionException(cancelled);
          }
        });
  }

  private List<Row> rows(int revision) {
    List<Row> rows = new ArrayList<>();
    for (int source = 0; source < SOURCES; source++) {
      double value = revision * 1000 + source;
      rows.add(table.row(Rollups.of("m" + source, revision, value), 1, 0));
    }
    return rows;
  }

  private void assertAllWrittenOnce() throws Exception {
    assertThat(
            Database.query(
                "SELECT count(*), count(DISTINCT source), min(revision), sum(p50) FROM "
                    + table.name()))
        .containsExactly(
            List.of(
                Integer.toString(SOURCES),
                Integer.toString(SOURCES),
                Integer.toString(REVISIONS - 1),
                Integer.toString(SOURCES * (REVISIONS - 1) * 1000 + SOURCES * (SOURCES - 1) / 2)));
    assertThat(incidents.refusals()).isEmpty();
  }

  private String trigger(String function) {
    return "CREATE TRIGGER fault BEFORE INSERT OR UPDATE ON "
        + table.name()
        + " FOR EACH ROW EXECUTE FUNCTION "
        + function
        + "()";
  }

  private static void signalServer(String signal) throws Exception {
    ProcessHandle server = ProcessHandle.of(Database.SERVER.process().pid()).orElseThrow();
    String processes =
        Stream.concat(Stream.of(server), server.descendants())
            .map(process -> Long.toString(process.pid()))
            .reduce("", (all, one) -> all + " " + one);
    new ProcessBuilder("sh", "-c", "kill -" + signal + processes).start().waitFor();
  }
}
