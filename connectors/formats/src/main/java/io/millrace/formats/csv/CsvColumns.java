package io.millrace.formats.csv;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.value.Constant;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Which column fills which field of a record.
 *
 * @param names of all columns, in order
 * @param cells one for each field of the schema, in order
 */
record CsvColumns(List<String> names, List<Cell> cells) {

  /**
   * How one field is filled.
   *
   * @param column its index; -1 if the field has no column
   * @param reader of the column's text
   * @param constant for a field without column; null if it has none
   * @param fallback the default of the schema; null if it has none
   * @param emptyIsFallback whether an empty cell stands for the fallback
   */
  record Cell(
      int column, TextReader reader, Constant constant, Object fallback, boolean emptyIsFallback) {}

  /**
   * Binds columns to the fields of a class.
   *
   * @throws MillraceException UNREADABLE if a field finds no column
   */
  static CsvColumns of(
      RecordType<?> type, FieldMapping mapping, List<String> header, String where) {
    GenericData model = type.data();
    Schema schema = type.schema();
    List<String> names = header.stream().map(String::strip).toList();
    TextReaders readers = new TextReaders(model, mapping.times());
    List<Cell> cells = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      int column = columnOf(field, mapping, names, where);
      String constant = mapping.constants().get(field.name());
      boolean hasDefault = field.hasDefaultValue();
      if (column < 0 && constant == null && !hasDefault) {
        throw missing(field, schema, mapping, names, where);
      }
      boolean read = column >= 0 || constant != null;
      TextReader reader = read ? readers.of(field.schema()) : null;
      Object fallback = hasDefault ? model.getDefaultValue(field) : null;
      boolean nullable = field.schema().isNullable();
      boolean emptyIsFallback =
          nullable || (hasDefault && field.schema().getType() != Schema.Type.STRING);
      cells.add(
          new Cell(
              column,
              reader,
              column < 0 && constant != null ? Constant.of(field.name(), constant, reader) : null,
              column >= 0 && nullable ? null : fallback,
              emptyIsFallback));
    }
    return new CsvColumns(names, cells);
  }

  private static int columnOf(
      Schema.Field field, FieldMapping mapping, List<String> names, String where) {
    for (String name : mapping.columnsOf(field.name())) {
      int column = names.indexOf(name);
      if (column >= 0 && column != names.lastIndexOf(name)) {
        throw new MillraceException(
            ErrorCode.UNREADABLE,
            where
                + ": two columns are named '"
                + name
                + "', so field '"
                + field.name()
                + "' can't be read from it");
      } else if (column >= 0) {
        return column;
      }
    }
    return -1;
  }

  private static MillraceException missing(
      Schema.Field field, Schema schema, FieldMapping mapping, List<String> names, String where) {
    String wanted = String.join("' or '", mapping.columnsOf(field.name()));
    return new MillraceException(
        ErrorCode.UNREADABLE,
        where
            + ": no column '"
            + wanted
            + "' for the field "
            + field.name()
            + " of "
            + schema.getName()
            + "; the columns are "
            + String.join(", ", names)
            + delimiterHint(names)
            + ". Name its column in the mapping of the input, fields: {"
            + field.name()
            + ": [COLUMN]}, or give it a constant");
  }

  private static String delimiterHint(List<String> names) {
    return names.size() == 1 && (names.get(0).contains(";") || names.get(0).contains("\t"))
        ? " (is this the right delimiter?)"
        : "";
  }
}
