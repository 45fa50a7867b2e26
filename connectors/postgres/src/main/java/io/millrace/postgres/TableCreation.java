package io.millrace.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Creates a table where there is none. IF NOT EXISTS alone fails where two create at once, and asks
 * for more permission than writing does; hence a look first, and a lock.
 */
final class TableCreation {
  /** First half of the advisory lock's key: the letters "mill". */
  private static final int LOCK = 0x6d696c6c;

  private TableCreation() {}

  static void createIfMissing(Connection connection, PostgresTable table) throws SQLException {
    if (exists(connection, table.tableName())) {
      connection.commit();
      return;
    }
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(?, hashtext(?))")) {
      lock.setInt(1, LOCK);
      lock.setString(2, table.name());
      lock.execute();
    }
    if (!exists(connection, table.tableName())) {
      try (Statement statement = connection.createStatement()) {
        if (!schemaExists(connection, table.tableName())) {
          statement.execute(
              "CREATE SCHEMA IF NOT EXISTS " + Identifiers.quoted(table.tableName().schema()));
        }
        statement.execute(table.definition());
      }
    }
    connection.commit();
  }

  static boolean exists(Connection connection, TableName table) throws SQLException {
    return holds(connection, "SELECT to_regclass(?) IS NOT NULL", table.quoted());
  }

  /** Whether the schema is there; true where the table's name has none. */
  static boolean schemaExists(Connection connection, TableName table) throws SQLException {
    return table.schema().isEmpty()
        || holds(
            connection,
            "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)",
            table.schema());
  }

  /** The answer to a question with parameters. */
  static boolean holds(Connection connection, String question, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
