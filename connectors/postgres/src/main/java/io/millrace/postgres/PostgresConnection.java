package io.millrace.postgres;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A database and the user who writes there. It holds no secret, only where the password is.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with parameters of the driver if need
 *     be, such as {@code ?sslmode=verify-full}, but none of them a user or a password
 */
public record PostgresConnection(String url, String user, Password password)
    implements Serializable {
  private static final Pattern SECRET =
      Pattern.compile("[?&][^=&]*(password|passwd|pwd|secret|token)[^=&]*=");
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(2);

  /**
   * Validates the address, without connecting.
   *
   * @throws MillraceException CONFLICT, if the URL holds a user or a password; OUT_OF_RANGE, if it
   *     is none of PostgreSQL. Neither repeats the URL where that could hold a secret.
   */
  public PostgresConnection {
    String parameters = url.toLowerCase(Locale.ROOT);
    if (SECRET.matcher(parameters).find() || authority(url).contains("@")) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "The PostgreSQL URL holds a password; expected none there, but a reference to it"
              + " (password-file, or ${env:NAME})");
    }
    if (parameters.contains("?user=") || parameters.contains("&user=")) {
      throw new MillraceException(
          ErrorCode.CONFLICT, "The PostgreSQL URL holds a user; expected it beside the URL");
    }
    if (Driver.parseURL(url, null) == null) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "PostgreSQL URL '" + url + "' is none; expected jdbc:postgresql://host:port/database");
    }
    if (user.isBlank()) {
      throw new MillraceException(ErrorCode.MISSING_KEY, "The user of PostgreSQL is empty");
    }
  }

  /**
   * Finds out before a job starts whether it could write these tables: server, login, database,
   * schemas, columns, keys and permissions. Takes 10 s at most where the server does not answer.
   *
   * @throws MillraceException with one message for users that says what is wrong and what was
   *     expected; for the tables it names every problem, one a line
   */
  public void check(Collection<PostgresTable> tables, PostgresOptions options) {
    PostgresOptions quick =
        options.withTimes(CHECK_TIMEOUT, CHECK_TIMEOUT, CHECK_TIMEOUT.dividedBy(2));
    try (Connection connection = open(quick)) {
      new TableCheck(connection, this, options.createTables()).check(List.copyOf(tables));
    } catch (SQLException failure) {
      throw Failure.explained(this, failure);
    }
  }

  /**
   * Finds out before a job starts whether the rows that it is to write would replace what is there:
   * they would not where a later generation wrote, or where the rows came with a dump of a server
   * that had more transactions. A table that can't be looked through in 2 s is left out, as is one
   * that does not exist.
   *
   * @param generation that the job would write
   * @throws MillraceException CONFLICT, naming the tables and what to do
   */
  public void checkReplaceable(Collection<PostgresTable> tables, long generation) {
    PostgresOptions quick =
        PostgresOptions.defaults().withTimes(LOOK_TIMEOUT, LOOK_TIMEOUT, LOOK_TIMEOUT.dividedBy(2));
    try (Connection connection = open(quick)) {
      new LaterRowsCheck(connection, generation).check(List.copyOf(tables));
    } catch (SQLException failure) {
      throw Failure.explained(this, failure);
    }
  }

  /**
   * Which of some tables are there, by name.
   *
   * @throws MillraceException EXTERNAL if the server does not answer or refuses
   */
  public Set<String> existing(Collection<PostgresTable> tables) {
    PostgresOptions quick =
        PostgresOptions.defaults().withTimes(LOOK_TIMEOUT, LOOK_TIMEOUT, LOOK_TIMEOUT.dividedBy(2));
    Set<String> there = new TreeSet<>();
    try (Connection connection = open(quick)) {
      for (PostgresTable table : tables) {
        if (TableCreation.exists(connection, table.tableName())) {
          there.add(table.name());
        }
      }
      return there;
    } catch (SQLException failure) {
      throw Failure.explained(this, failure);
    }
  }

  /**
   * Hands on every row of a table as the result that it holds, in canonical JSON, as one snapshot.
   * No more than a few thousand rows are in memory at once.
   *
   * @throws MillraceException UNKNOWN_NAME if there is no such table; EXTERNAL if it has no key, or
   *     lacks a column, or the server does not answer or refuses
   */
  public void read(PostgresTable table, Consumer<String> result) {
    PostgresOptions patient =
        PostgresOptions.defaults().withTimes(READ_TIMEOUT, READ_TIMEOUT, CHECK_TIMEOUT);
    try (Connection connection = open(patient)) {
      new TableReader(connection, this, table).read(result);
    } catch (SQLException failure) {
      throw Failure.explained(this, failure);
    }
  }

  /**
   * A driver that DriverManager does not know, if it is one of a job: DriverManager outlives the
   * job, and would keep the job's class loader, and with it every class of the job, in the task
   * manager for ever.
   */
  private static synchronized Driver driver() throws SQLException {
    Driver driver = new Driver();
    boolean ofJob = Driver.class.getClassLoader() != ClassLoader.getSystemClassLoader();
    if (ofJob && Driver.isRegistered()) {
      Driver.deregister();
    }
    return driver;
  }

  /** Connects, with times that bound every later call. The caller closes it. */
  Connection open(PostgresOptions options) throws SQLException {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, user);
    PGProperty.PASSWORD.set(properties, password.read());
    PGProperty.APPLICATION_NAME.set(properties, "millrace");
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
    // Details of an error quote the row; they belong into no log and no message.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    int login = (int) PostgresOptions.LOGIN_TIMEOUT.toSeconds();
    PGProperty.CONNECT_TIMEOUT.set(properties, login);
    PGProperty.LOGIN_TIMEOUT.set(properties, login);
    PGProperty.SOCKET_TIMEOUT.set(properties, (int) options.socketTimeout().toSeconds());
    Connection connection = driver().connect(url, properties);
    try {
      try (var statement = connection.createStatement()) {
        statement.execute(
            "SET statement_timeout = "
                + options.statementTimeout().toMillis()
                + "; SET lock_timeout = "
                + options.lockTimeout().toMillis()
                + "; SET TIME ZONE 'UTC'");
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException failure) {
      connection.abort(Runnable::run);
      throw failure;
    }
  }

  /** Host and port, for messages. */
  String server() {
    Properties parts = Driver.parseURL(url, null);
    String[] hosts = PGProperty.PG_HOST.getOrDefault(parts).split(",");
    String[] ports = PGProperty.PG_PORT.getOrDefault(parts).split(",");
    return hosts[0] + ":" + ports[0] + (hosts.length > 1 ? " (and further hosts)" : "");
  }

  /** Name of the database, for messages. */
  String database() {
    String named = PGProperty.PG_DBNAME.getOrDefault(Driver.parseURL(url, null));
    return named == null ? user : named;
  }

  private static String authority(String url) {
    int start = url.indexOf("//");
    if (start < 0) {
      return "";
    }
    String rest = url.substring(start + 2);
    int end = rest.indexOf('/');
    // A database may have an '@' in its name, a host may not.
    return end < 0 ? rest : rest.substring(0, end);
  }
}
