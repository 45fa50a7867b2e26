package io.millrace.postgres;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds tables with rows that a job could not replace: of a later generation, or of an attempt
 * beyond the server's transactions, as a dump of another server holds them.
 */
final class LaterRowsCheck {
  private static final Logger LOG = LoggerFactory.getLogger(LaterRowsCheck.class);

  private final Connection connection;
  private final long generation;

  LaterRowsCheck(Connection connection, long generation) {
    this.connection = connection;
    this.generation = generation;
  }

  /**
   * Checks all tables that exist.
   *
   * @throws MillraceException CONFLICT, naming every table with such rows
   */
  void check(List<PostgresTable> tables) throws SQLException {
    List<String> later = new ArrayList<>();
    for (PostgresTable table : tables) {
      if (TableCreation.exists(connection, table.tableName()) && holdsLaterRows(table)) {
        later.add(table.name());
      }
    }
    if (!later.isEmpty()) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          (later.size() == 1 ? "Table " : "Tables ")
              + String.join(", ", later)
              + " of PostgreSQL: rows there are later than all that generation "
              + generation
              + " writes, and would not be replaced; raise deployment.generation");
    }
  }

  private boolean holdsLaterRows(PostgresTable table) throws SQLException {
    String question =
        "SELECT EXISTS (SELECT 1 FROM "
            + table.tableName().quoted()
            + " WHERE ("
            + Identifiers.list(PostgresTable.BOOKKEEPING)
            + ") > (?, "
            + RowWriter.DRAW
            + "))";
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setLong(1, generation);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    } catch (SQLException failure) {
      Failure kind = Failure.of(failure);
      if (kind != Failure.SLOW && kind != Failure.CONTENTION) {
        throw failure;
      }
      // Large, or locked: no reason to refuse a start.
      LOG.warn("table={} event=unchecked reason={}", table.name(), Failure.sentence(failure));
      connection.rollback();
      return false;
    }
  }
}
