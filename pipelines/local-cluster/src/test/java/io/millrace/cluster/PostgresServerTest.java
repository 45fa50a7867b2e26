package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
  @Test
  void committedRowsOutliveAStopUnderAnOpenConnection() throws Exception {
    // Given
    try (PostgresServer server = PostgresServer.start()) {
      String url = server.jdbcUrl();
      Connection open = connect(server);
      execute(open, "CREATE TABLE oee (line text PRIMARY KEY, value int)");
      execute(open, "INSERT INTO oee VALUES ('line-1', 42)");

      // When
      server.stop();

      // Then
      assertThatThrownBy(() -> execute(open, "SELECT 1")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connect(server)).isInstanceOf(SQLException.class);
      server.restart();
      assertThat(server.jdbcUrl()).isEqualTo(url);
      try (Connection again = connect(server);
          Statement statement = again.createStatement();
          ResultSet rows = statement.executeQuery("SELECT value FROM oee")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(42);
      }
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndTheRightOneIsForTheOwnerOnly() throws Exception {
    // Given
    try (PostgresServer server = PostgresServer.start()) {

      // When
      var refused =
          assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "wrong"));

      // Then
      refused.isInstanceOf(SQLException.class).hasMessageContaining("password authentication");
      assertThat(Files.getPosixFilePermissions(server.passwordFile()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aClosedServerLeavesNoProcessAndNoFile() {
    // Given
    PostgresServer server = PostgresServer.start();
    Path folder = server.passwordFile().getParent();
    ProcessHandle process = server.process();

    // When
    server.close();

    // Then
    assertThat(process.isAlive()).isFalse();
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    assertThat(folder).doesNotExist();
  }

  private static Connection connect(PostgresServer server) throws Exception {
    String password = Files.readString(server.passwordFile());
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), password);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
