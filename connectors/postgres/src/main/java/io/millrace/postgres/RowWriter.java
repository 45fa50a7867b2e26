package io.millrace.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches of rows, and goes on over everything that passes: a lost connection, a server that
 * restarts, a lock, a deadlock. A batch that takes too long, or holds a row that the table refuses,
 * is divided until the rows that can be written are. Not thread-safe.
 */
final class RowWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

  /**
   * Draws a number that is greater than all that were drawn before on this server, whoever drew
   * them: the id of the transaction.
   */
  static final String DRAW = "txid_current()";

  /** Few attempts, each of which may take the whole statement timeout, lead to a single row. */
  private static final int SLOW_PARTS = 16;

  private final PostgresConnection target;
  private final PostgresTable table;
  private final PostgresOptions options;
  private final Incidents incidents;
  private final String upsert;

  private Connection connection;
  private PreparedStatement statement;
  private boolean tableKnown;
  private long attempt = -1;

  /** Told of what happens on the way. */
  interface Incidents {
    /** A write failed and is repeated. */
    void repeated();

    /** The table refused a row, which is not there now. */
    void refused(Row row, SQLException reason);
  }

  RowWriter(
      PostgresConnection target,
      PostgresTable table,
      PostgresOptions options,
      Incidents incidents) {
    this.target = target;
    this.table = table;
    this.options = options;
    this.incidents = incidents;
    this.upsert = table.upsert();
  }

  /**
   * Connects, creates the table if it is missing and may be created, and draws the number of this
   * attempt. A connection that is lost and made again is of the same attempt.
   *
   * @return the number, greater than that of every writer before
   */
  long prepare() throws InterruptedException {
    write(List.of());
    return attempt;
  }

  /**
   * Writes rows of different keys. They are committed when it returns.
   *
   * @throws io.millrace.sdk.MillraceException if there was no progress for as long as the options
   *     allow, or somebody has to mend the database; some of the rows may be written
   */
  void write(List<Row> rows) throws InterruptedException {
    Patience patience = new Patience(options.retryFor());
    Deque<List<Row>> parts = new ArrayDeque<>(List.of(rows));
    while (!parts.isEmpty()) {
      List<Row> part = parts.pop();
      try {
        writeOnce(part);
        patience = new Patience(options.retryFor());
      } catch (SQLException failure) {
        Failure kind = Failure.of(failure);
        if (!recovered() || kind == Failure.CONNECTION) {
          disconnect();
        }
        if (part.size() > 1 && (kind == Failure.ROW || kind == Failure.SLOW)) {
          divide(part, kind == Failure.ROW ? 2 : SLOW_PARTS).forEach(parts::push);
        } else if (kind == Failure.ROW && !part.isEmpty()) {
          incidents.refused(part.get(0), failure);
        } else {
          parts.push(part);
          if (kind == Failure.ROW || kind == Failure.LASTING || patience.isOver()) {
            throw Failure.explained(target, failure);
          }
          repeatAfter(patience.pause(), failure);
        }
      }
    }
  }

  /** Parts of about equal size, last first. */
  private static List<List<Row>> divide(List<Row> rows, int parts) {
    int size = Math.max(1, (rows.size() + parts - 1) / parts);
    List<List<Row>> divided = new ArrayList<>();
    for (int end = rows.size(); end > 0; end -= size) {
      divided.add(rows.subList(Math.max(0, end - size), end));
    }
    return divided;
  }

  private void repeatAfter(Duration pause, SQLException failure) throws InterruptedException {
    incidents.repeated();
    LOG.warn(
        "table={} event=repeat after={} reason={}", table.name(), pause, Failure.sentence(failure));
    Thread.sleep(pause.toMillis());
  }

  private void writeOnce(List<Row> rows) throws SQLException {
    connect();
    if (rows.isEmpty()) {
      draw();
      return;
    }
    statement.clearBatch();
    for (Row row : rows) {
      bind(row);
      statement.addBatch();
    }
    statement.executeBatch();
    connection.commit();
  }

  private void draw() throws SQLException {
    try (Statement question = connection.createStatement();
        ResultSet answer = question.executeQuery("SELECT " + DRAW)) {
      answer.next();
      attempt = answer.getLong(1);
    }
    connection.commit();
  }

  private void bind(Row row) throws SQLException {
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      statement.setObject(i + 1, row.values()[i], columns.get(i).type().jdbcType());
    }
    for (int i = columns.size(); i < row.values().length; i++) {
      statement.setLong(i + 1, (Long) row.values()[i]);
    }
  }

  private void connect() throws SQLException {
    if (connection != null) {
      return;
    }
    connection = target.open(options);
    if (options.createTables() && !tableKnown) {
      TableCreation.createIfMissing(connection, table);
      tableKnown = true;
    }
    statement = connection.prepareStatement(upsert);
  }

  /** Ends the failed transaction; false if the connection is of no more use. */
  private boolean recovered() {
    try {
      if (connection == null || statement == null) {
        return false;
      }
      connection.rollback();
      return !connection.isClosed();
    } catch (SQLException lost) {
      return false;
    }
  }

  private void disconnect() {
    Connection lost = connection;
    connection = null;
    statement = null;
    if (lost != null) {
      try {
        // Not close(), which waits for a server that may not answer.
        lost.abort(Runnable::run);
      } catch (SQLException gone) {
        LOG.debug("table={} event=abort reason={}", table.name(), Failure.sentence(gone));
      }
    }
  }

  /** Gives the connection back. Rows that were not written are not written now. */
  @Override
  public void close() {
    disconnect();
  }
}
