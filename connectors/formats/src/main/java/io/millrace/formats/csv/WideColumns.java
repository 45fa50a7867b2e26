package io.millrace.formats.csv;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Unpivot;
import io.millrace.formats.Warnings;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The columns of a wide row that are one event each.
 *
 * @param name the position of the field that the name of the column fills; -1 if it is not read
 * @param value the position of the field that the cell fills; -1 if it is not read
 * @param reader of the cells; null if they are not read
 */
record WideColumns(int name, int value, TextReader reader, List<Column> columns) {

  /**
   * One column.
   *
   * @param index in the row
   * @param name in the form that the generated class takes
   */
  record Column(int index, Object name) {}

  /**
   * Finds the columns.
   *
   * @param where what holds the header, to begin a message with
   * @throws MillraceException UNREADABLE if there are none, or one of them has no name of its own
   */
  static WideColumns of(
      RecordType<?> type, FieldMapping mapping, CsvColumns bound, String where, Warnings warnings) {
    Unpivot unpivot = mapping.unpivot();
    List<String> names = bound.names();
    List<String> unmatched = unpivot.without(names);
    List<Integer> taken = new ArrayList<>();
    for (int index = 0; index < names.size(); index++) {
      if (unpivot.takes(names.get(index), bound.fillsField(index))) {
        taken.add(index);
      }
    }
    if (!unmatched.isEmpty() || taken.isEmpty()) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          where
              + ": 'unpivot' finds no column "
              + (unmatched.isEmpty() ? "that fills no field" : "'" + unmatched.get(0) + "'")
              + "; the columns are "
              + String.join(", ", names));
    }
    Schema schema = type.schema();
    TextReaders readers =
        new TextReaders(type.data(), mapping.times(), mapping.numbers(), warnings);
    // A SELECT reads the fields that it uses, which may leave out either.
    Schema.Field name = schema.getField(unpivot.name());
    Schema.Field value = schema.getField(unpivot.value());
    TextReader ofName = name == null ? text -> null : of(readers, mapping, name);
    List<Column> columns = new ArrayList<>();
    for (int index : taken) {
      columns.add(new Column(index, name(index, names, ofName, where)));
    }
    return new WideColumns(
        name == null ? -1 : name.pos(),
        value == null ? -1 : value.pos(),
        value == null ? null : of(readers, mapping, value),
        List.copyOf(columns));
  }

  private static TextReader of(TextReaders readers, FieldMapping mapping, Schema.Field field) {
    return readers.of(field.schema(), field.name(), mapping.valuesOf(field.name()));
  }

  private static Object name(int index, List<String> names, TextReader reader, String where) {
    String name = names.get(index);
    String problem = null;
    if (name.isEmpty()) {
      problem = "column " + (index + 1) + " has no name";
    } else if (names.indexOf(name) != names.lastIndexOf(name)) {
      problem = "two columns are named '" + name + "'";
    }
    try {
      if (problem == null) {
        return reader.read(name);
      }
    } catch (BadRecordException wrong) {
      problem = "the name of the column '" + name + "': " + wrong.getMessage();
    }
    throw new MillraceException(
        ErrorCode.UNREADABLE, where + ": 'unpivot' can't make events of it: " + problem);
  }
}
