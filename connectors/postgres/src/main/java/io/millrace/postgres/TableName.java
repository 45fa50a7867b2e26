package io.millrace.postgres;

import java.io.Serializable;
import java.util.Optional;

/**
 * The name of a table.
 *
 * @param schema where the table is; empty for where the server's {@code search_path} says
 */
record TableName(String schema, String table) implements Serializable {

  TableName {
    if (!schema.isEmpty()) {
      Identifiers.checked("Schema name", schema);
    }
    Identifiers.checked("Table name", table);
  }

  /** Reads {@code table} or {@code schema.table}. */
  static TableName of(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? new TableName("", name)
        : new TableName(
            Identifiers.checked("Schema name", name.substring(0, dot)), name.substring(dot + 1));
  }

  Optional<String> schemaName() {
    return schema.isEmpty() ? Optional.empty() : Optional.of(schema);
  }

  /** As SQL, and as the text that {@code to_regclass} takes. */
  String quoted() {
    return schema.isEmpty()
        ? Identifiers.quoted(table)
        : Identifiers.quoted(schema) + "." + Identifiers.quoted(table);
  }

  @Override
  public String toString() {
    return schema.isEmpty() ? table : schema + "." + table;
  }
}
