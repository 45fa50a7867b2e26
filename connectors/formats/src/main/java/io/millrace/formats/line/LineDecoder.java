package io.millrace.formats.line;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.RecordText;
import io.millrace.formats.value.Constant;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Reads events from lines of a log. What a line does not say takes the constant of the mapping,
 * else the default of the schema, which is null for most.
 */
public final class LineDecoder<T extends IndexedRecord> extends Decoder<T> {
  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;
  private final LineParser parser;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, String> columns = new HashMap<>();

  /** How one field is filled. */
  private record Cell(
      String field,
      List<String> columns,
      TextReader reader,
      Constant constant,
      boolean hasFallback,
      Object fallback) {}

  /**
   * A decoder of one file or topic.
   *
   * @param times how times are written
   */
  public LineDecoder(
      RecordType<T> type, LineParser parser, FieldMapping mapping, TimeReader times) {
    this.type = type;
    this.parser = parser;
    TextReaders readers = new TextReaders(type.data(), times, mapping.numbers(), warnings());
    for (Schema.Field field : type.schema().getFields()) {
      cells.add(cell(field, readers, mapping));
    }
  }

  private Cell cell(Schema.Field field, TextReaders readers, FieldMapping mapping) {
    String name = field.name();
    List<String> names = new ArrayList<>(parser.columnsByField().getOrDefault(name, List.of(name)));
    names.addAll(mapping.fields().getOrDefault(name, List.of()));
    return new Cell(
        name,
        List.copyOf(names),
        readers.of(field.schema(), name, mapping.valuesOf(name)),
        readers.constant(field, mapping),
        field.hasDefaultValue(),
        field.hasDefaultValue() ? type.data().getDefaultValue(field) : null);
  }

  @Override
  protected T read(RawRecord raw) throws BadRecordException {
    columns.clear();
    if (!parser.parse(RecordText.of(raw.value()), raw.position(), columns, warnings())) {
      return null;
    }
    T event = type.newRecord();
    for (int position = 0; position < cells.size(); position++) {
      event.put(position, value(cells.get(position), raw.position()));
    }
    return event;
  }

  private Object value(Cell cell, Position position) throws BadRecordException {
    for (String column : cell.columns) {
      String text = columns.get(column);
      if (text != null) {
        return read(cell, column, text);
      }
    }
    if (cell.constant != null) {
      return cell.constant.at(position);
    } else if (cell.hasFallback) {
      return cell.fallback;
    }
    throw new BadRecordException(
        ErrorCode.MISSING_FIELD,
        cell.field
            + ": expected a column "
            + String.join(" or ", cell.columns)
            + ", the line has none");
  }

  private static Object read(Cell cell, String column, String text) throws BadRecordException {
    try {
      return cell.reader.read(text);
    } catch (BadRecordException bad) {
      throw new BadRecordException(bad.code(), "column '" + column + "': " + bad.getMessage());
    }
  }
}
