package io.millrace.postgres;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** Reads a table from end to end. */
final class TableReader {
  private static final int ROWS_AT_ONCE = 2_000;

  private final Connection connection;
  private final PostgresConnection target;
  private final PostgresTable table;

  TableReader(Connection connection, PostgresConnection target, PostgresTable table) {
    this.connection = connection;
    this.target = target;
    this.table = table;
  }

  void read(Consumer<String> result) throws SQLException {
    check();
    String query =
        "SELECT "
            + Identifiers.list(table.columns().stream().map(Column::name).toList())
            + " FROM "
            + table.tableName().quoted();
    try (Statement statement = connection.createStatement()) {
      // Only outside of auto-commit does the driver read by pieces.
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          result.accept(RowJson.of(table.columns(), rows));
        }
      }
    }
  }

  private void check() throws SQLException {
    String place = "Table " + table.name() + " of PostgreSQL at " + target.server();
    if (!TableCreation.exists(connection, table.tableName())) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          place + ", database '" + target.database() + "', does not exist; expected one that does");
    }
    if (!TableCheck.hasKey(connection, table)) {
      throw new MillraceException(
          ErrorCode.EXTERNAL,
          "%s has no unique key on exactly (%s), so its rows can't be told apart; expected such a primary key"
              .formatted(place, String.join(", ", table.key())));
    }
  }
}
