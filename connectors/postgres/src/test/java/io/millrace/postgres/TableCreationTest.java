package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCreationTest {
  private static final int TASKS = 6;

  @TempDir Path folder;

  @Test
  void tasksThatCreateTheSameTableAtOnceAllSucceed() throws Exception {
    // Given
    String name = Database.newTableName();
    PostgresTable table = Rollups.table("made_" + name + "." + name);
    CyclicBarrier start = new CyclicBarrier(TASKS);
    ExecutorService tasks = Executors.newFixedThreadPool(TASKS);

    // When
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      int source = i;
      ends.add(
          tasks.submit(
              () -> {
                try (RowWriter writer =
                    new RowWriter(
                        Database.connection(),
                        table,
                        PostgresOptions.defaults(),
                        new RecordedIncidents())) {
                  start.await();
                  writer.write(List.of(table.row(Rollups.of("m" + source, 0, source), 1, 0)));
                }
                return null;
              }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    tasks.shutdown();

    // Then
    assertThat(Database.query("SELECT count(*) FROM " + table.name()))
        .containsExactly(List.of(Integer.toString(TASKS)));
  }

  @Test
  void aUserWhoMayOnlyWriteIsNotAskedForMore() throws Exception {
    // Given
    PostgresTable table = Rollups.table(Database.newTableName());
    Database.create(table);
    PostgresConnection writer = Database.user("only_writer", folder);
    Database.execute("GRANT SELECT, INSERT, UPDATE ON " + table.name() + " TO only_writer");

    // When
    writer.check(List.of(table), PostgresOptions.defaults());
    try (RowWriter rows =
        new RowWriter(writer, table, PostgresOptions.defaults(), new RecordedIncidents())) {
      rows.write(List.of(table.row(Rollups.of("m1", 0, 1), 1, 0)));
    }

    // Then
    assertThat(Database.query("SELECT source FROM " + table.name())).containsExactly(List.of("m1"));
  }
}
