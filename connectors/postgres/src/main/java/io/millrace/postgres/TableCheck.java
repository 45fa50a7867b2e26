package io.millrace.postgres;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds every reason why tables can't be written by the user of a connection. */
final class TableCheck {
  private static final String COLUMNS =
      """
      SELECT attname, format_type(atttypid, atttypmod), attnotnull,
             atthasdef OR attidentity <> '' OR attgenerated <> '', attgenerated <> ''
      FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
      """;

  /** A unique index on exactly these columns, in any order, is what ON CONFLICT asks for. */
  private static final String UNIQUE =
      """
      SELECT EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = to_regclass(?) AND i.indisunique AND i.indisvalid
          AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
          AND (SELECT string_agg(a.attname, ',' ORDER BY a.attname) FROM pg_attribute a
               WHERE a.attrelid = i.indrelid
                 AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])) = ?)
      """;

  private final Connection connection;
  private final PostgresConnection target;
  private final boolean mayCreate;

  TableCheck(Connection connection, PostgresConnection target, boolean mayCreate) {
    this.connection = connection;
    this.target = target;
    this.mayCreate = mayCreate;
  }

  private record Existing(String type, boolean notNull, boolean hasDefault, boolean generated) {}

  /**
   * Checks the database and all tables.
   *
   * @throws MillraceException naming every problem
   */
  void check(List<PostgresTable> tables) throws SQLException {
    List<String> problems = new ArrayList<>();
    if (!TableCreation.holds(connection, "SELECT getdatabaseencoding() = 'UTF8'")) {
      problems.add(
          "Database '" + target.database() + "' can't hold every text; expected encoding UTF8");
    }
    for (PostgresTable table : tables) {
      if (TableCreation.exists(connection, table.tableName())) {
        checkPermissions(table, problems);
        checkColumns(table, problems);
        checkKey(table, problems);
      } else {
        checkMissing(table, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new MillraceException(
          ErrorCode.EXTERNAL,
          "PostgreSQL at " + target.server() + ": " + String.join("\n", problems));
    }
  }

  private void checkMissing(PostgresTable table, List<String> problems) throws SQLException {
    TableName name = table.tableName();
    if (!mayCreate) {
      problems.add("Table " + name + " does not exist; expected it, for creating is turned off");
    } else if (!TableCreation.schemaExists(connection, name)) {
      if (!TableCreation.holds(
          connection, "SELECT has_database_privilege(current_database(), 'CREATE')")) {
        problems.add(
            "Schema "
                + name.schema()
                + " does not exist, and user '"
                + target.user()
                + "' may not create it in database '"
                + target.database()
                + "'; expected the schema, or permission CREATE on the database");
      }
    } else if (!TableCreation.holds(
        connection,
        "SELECT coalesce(has_schema_privilege(coalesce(nullif(?, ''), current_schema()),"
            + " 'CREATE'), false)",
        name.schema())) {
      problems.add(
          "Table "
              + name
              + " does not exist, and user '"
              + target.user()
              + "' may not create it; expected the table, or permission CREATE on its schema");
    }
  }

  private void checkPermissions(PostgresTable table, List<String> problems) throws SQLException {
    for (String privilege : List.of("SELECT", "INSERT", "UPDATE")) {
      if (!TableCreation.holds(
          connection,
          "SELECT has_table_privilege(to_regclass(?), ?)",
          table.tableName().quoted(),
          privilege)) {
        problems.add(
            "User '"
                + target.user()
                + "' may not "
                + privilege
                + " on table "
                + table.name()
                + "; expected SELECT, INSERT and UPDATE");
      }
    }
  }

  private void checkColumns(PostgresTable table, List<String> problems) throws SQLException {
    Map<String, Existing> existing = existingColumns(table);
    for (Column column : table.columns()) {
      Existing found = existing.remove(column.name());
      boolean version = table.revision().filter(column.name()::equals).isPresent();
      if (found == null) {
        problems.add(missing(table, column.name(), column.sqlType()));
      } else if (!column.type().fits(column.schema(), found.type()) || found.generated()) {
        problems.add(wrongType(table, column.name(), found, column.sqlType()));
      } else if (column.nullable() && found.notNull()) {
        problems.add(
            "Column "
                + column.name()
                + " of table "
                + table.name()
                + " may not be null, but the field may; expected no NOT NULL");
      } else if (version && !found.notNull()) {
        problems.add(nullVersion(table, column.name()));
      }
    }
    for (String column : PostgresTable.BOOKKEEPING) {
      Existing found = existing.remove(column);
      if (found == null) {
        problems.add(missing(table, column, "bigint"));
      } else if (!found.type().equals("bigint")) {
        problems.add(wrongType(table, column, found, "bigint"));
      } else if (!found.notNull()) {
        problems.add(nullVersion(table, column));
      }
    }
    existing.forEach(
        (name, column) -> {
          if (column.notNull() && !column.hasDefault()) {
            problems.add(
                "Column "
                    + name
                    + " of table "
                    + table.name()
                    + " is no field of the output; expected it to have a default, or to allow null");
          }
        });
  }

  private Map<String, Existing> existingColumns(PostgresTable table) throws SQLException {
    Map<String, Existing> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.tableName().quoted());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.put(
              rows.getString(1),
              new Existing(
                  rows.getString(2), rows.getBoolean(3), rows.getBoolean(4), rows.getBoolean(5)));
        }
      }
    }
    return columns;
  }

  /** Whether each key can have one row only. */
  static boolean hasKey(Connection connection, PostgresTable table) throws SQLException {
    String columns = String.join(",", table.key().stream().sorted().toList());
    return TableCreation.holds(connection, UNIQUE, table.tableName().quoted(), columns);
  }

  private void checkKey(PostgresTable table, List<String> problems) throws SQLException {
    if (!hasKey(connection, table)) {
      problems.add(
          "Table "
              + table.name()
              + " has no unique key on exactly ("
              + String.join(", ", table.key())
              + "); expected such a primary key");
    }
  }

  private static String missing(PostgresTable table, String column, String type) {
    return "Table " + table.name() + " has no column " + column + "; expected one of type " + type;
  }

  private static String wrongType(
      PostgresTable table, String column, Existing found, String expected) {
    return "Column "
        + column
        + " of table "
        + table.name()
        + " is "
        + (found.generated() ? "generated " : "")
        + found.type()
        + "; expected "
        + expected;
  }

  private static String nullVersion(PostgresTable table, String column) {
    return "Column "
        + column
        + " of table "
        + table.name()
        + " may be null, and then its row could never be replaced; expected NOT NULL";
  }
}
