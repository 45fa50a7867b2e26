package io.millrace.formats.csv;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.Unpivot;
import io.millrace.formats.Warnings;
import io.millrace.formats.value.Constant;
import io.millrace.formats.value.EnumWords;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  /** A field that each of the events of a row fills for itself. */
  private static final Cell OF_EVENT = new Cell(-1, null, null, null, false);

  /**
   * Binds columns to the fields of a class.
   *
   * @throws MillraceException UNREADABLE if a field finds no column
   */
  static CsvColumns of(
      RecordType<?> type,
      FieldMapping mapping,
      List<String> header,
      String where,
      Warnings warnings) {
    GenericData model = type.data();
    Schema schema = type.schema();
    List<String> names = header.stream().map(String::strip).toList();
    TextReaders readers = new TextReaders(model, mapping.times(), mapping.numbers(), warnings);
    Unpivot unpivot = mapping.unpivot();
    List<Cell> cells = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      if (unpivot != null && unpivot.fills(field.name())) {
        cells.add(OF_EVENT);
        continue;
      }
      int column = columnOf(field, mapping, names, where);
      Constant constant = column < 0 ? readers.constant(field, mapping) : null;
      boolean hasDefault = field.hasDefaultValue();
      if (column < 0 && constant == null && !hasDefault) {
        throw missing(field, schema, mapping, names, where);
      }
      Map<String, String> words = mapping.valuesOf(field.name());
      TextReader reader = column < 0 ? null : readers.of(field.schema(), field.name(), words);
      Object fallback = hasDefault ? model.getDefaultValue(field) : null;
      boolean nullable = field.schema().isNullable();
      boolean emptyIsFallback =
          nullable || (hasDefault && field.schema().getType() != Schema.Type.STRING);
      Object absent = column >= 0 && nullable ? null : fallback;
      cells.add(
          new Cell(
              column,
              emptyIsFallback && column >= 0 ? orAbsent(field, reader, absent) : reader,
              constant,
              absent,
              emptyIsFallback));
    }
    return new CsvColumns(names, cells);
  }

  /** Quotes tell an empty text from none; no symbol is empty, so to an enum both are none. */
  private static TextReader orAbsent(Schema.Field field, TextReader reader, Object absent) {
    return EnumWords.enumOf(field.schema()).isPresent()
        ? text -> text.isEmpty() ? absent : reader.read(text)
        : reader;
  }

  /** Whether a column fills a field. */
  boolean fillsField(int column) {
    return cells.stream().anyMatch(cell -> cell.column() == column);
  }

  /** The fields that no column fills. */
  List<String> unfilled(Schema schema) {
    return schema.getFields().stream()
        .filter(field -> cells.get(field.pos()).column() < 0 && cells.get(field.pos()) != OF_EVENT)
        .map(Schema.Field::name)
        .toList();
  }

  /** The columns that fill no field. */
  List<String> unused() {
    return IntStream.range(0, names.size())
        .filter(column -> !fillsField(column))
        .mapToObj(names::get)
        .toList();
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
            + hint(names)
            + ". Name its column in the mapping of the input, fields: {"
            + field.name()
            + ": [COLUMN]}, or give it a constant");
  }

  /** What may be wrong where the first row is no header. */
  private static String hint(List<String> names) {
    String first = names.get(0);
    if (first.startsWith("#") || first.startsWith("%") || first.startsWith("//")) {
      String mark = first.startsWith("//") ? "//" : first.substring(0, 1);
      return " (is this a comment? 'comment: \""
          + mark
          + "\"' in the mapping passes over such lines)";
    } else if (names.size() > 1) {
      return "";
    } else if (first.contains(";") || first.contains("\t") || first.contains("|")) {
      return " (is this the right delimiter?)";
    }
    return " (is this a title above the header? 'skip: 1' in the mapping passes over one line)";
  }
}
