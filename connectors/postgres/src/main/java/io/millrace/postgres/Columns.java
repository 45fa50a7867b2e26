package io.millrace.postgres;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The columns for the fields of an output. */
final class Columns {
  private Columns() {}

  static List<Column> of(Schema record, TableName table) {
    List<Column> columns = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      columns.add(of(field, table));
    }
    return List.copyOf(columns);
  }

  private static Column of(Schema.Field field, TableName table) {
    String name = Identifiers.checkedColumn(table.toString(), field.name());
    boolean nullable = field.schema().isNullable();
    Schema schema = field.schema().isUnion() ? withoutNull(field.schema()) : field.schema();
    if (LogicalValue.typeOf(schema).endsWith("-nanos")) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "Field '"
              + name
              + "' of output table "
              + table
              + " is of type "
              + LogicalValue.typeOf(schema)
              + ", and PostgreSQL holds microseconds; expected timestamp-micros or timestamp-millis");
    }
    return new Column(name, ColumnType.of(schema), schema, nullable);
  }

  /** The one branch besides null; a union of several stays a union. */
  static Schema withoutNull(Schema union) {
    List<Schema> branches =
        union.getTypes().stream().filter(branch -> branch.getType() != Schema.Type.NULL).toList();
    return branches.size() == 1 ? branches.get(0) : Schema.createUnion(branches);
  }
}
