package io.millrace.postgres;

import java.io.Serializable;
import java.sql.SQLException;
import org.apache.avro.Schema;

/**
 * A column, for one field of an output.
 *
 * @param schema the field's schema without null
 */
record Column(String name, ColumnType type, Schema schema, boolean nullable)
    implements Serializable {

  /** The column's part of a CREATE TABLE. */
  String definition() {
    return Identifiers.quoted(name) + " " + sqlType() + (nullable ? "" : " NOT NULL");
  }

  String sqlType() {
    return type.sql(schema);
  }

  /** What the driver binds for the field's value. */
  Object bound(Object value) throws SQLException {
    return value == null ? null : type.bound(schema, value);
  }
}
