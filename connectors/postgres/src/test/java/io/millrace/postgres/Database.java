package io.millrace.postgres;

import io.millrace.cluster.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The one server of this module's tests. It ends with this JVM. */
final class Database {
  static final PostgresServer SERVER = PostgresServer.start();

  private static final AtomicInteger TABLES = new AtomicInteger();

  private Database() {}

  static PostgresConnection connection() {
    return new PostgresConnection(
        SERVER.jdbcUrl(), SERVER.user(), Password.inFile(SERVER.passwordFile()));
  }

  /** A name that no other test uses. */
  static String newTableName() {
    return "results_" + TABLES.incrementAndGet();
  }

  /** Creates the table, as a job would. */
  static void create(PostgresTable table) throws SQLException {
    try (Connection connection = connection().open(PostgresOptions.defaults())) {
      TableCreation.createIfMissing(connection, table);
    }
  }

  static Connection open() throws Exception {
    String password = Files.readString(SERVER.passwordFile());
    return DriverManager.getConnection(SERVER.jdbcUrl(), SERVER.user(), password);
  }

  static void execute(String... statements) throws Exception {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Rows as lists of texts. */
  static List<List<String>> query(String sql) throws Exception {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<String>> all = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        all.add(row);
      }
      return all;
    }
  }

  /** A user with a password in a file, who may connect and nothing else. */
  static PostgresConnection user(String name, Path folder) throws Exception {
    String secret = "s3cret-of-" + name;
    Path file = Files.writeString(folder.resolve(name), secret + "\n");
    execute(
        "CREATE USER " + name + " PASSWORD '" + secret + "'",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    return new PostgresConnection(SERVER.jdbcUrl(), name, Password.inFile(file));
  }
}
