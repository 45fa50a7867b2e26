package io.millrace.formats.csv;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.RawRecord;
import io.millrace.formats.RecordText;
import io.millrace.formats.value.TextReader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/** One row at a time, and the values of its cells. */
final class CsvRecord<T extends IndexedRecord> {
  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;
  private final CsvColumns columns;
  private final CsvRow row;

  CsvRecord(RecordType<T> type, char delimiter, CsvColumns columns) {
    this.type = type;
    this.columns = columns;
    this.row = new CsvRow(delimiter);
  }

  /** Takes the next row apart, and fills the fields that columns or constants fill. */
  T read(RawRecord raw) throws BadRecordException {
    parse(raw);
    T event = type.newRecord();
    List<CsvColumns.Cell> cells = columns.cells();
    for (int position = 0; position < cells.size(); position++) {
      event.put(position, value(cells.get(position), raw));
    }
    return event;
  }

  private void parse(RawRecord raw) throws BadRecordException {
    row.parse(RecordText.of(raw.value()));
    int expected = columns.names().size();
    if (row.cells().size() != expected) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected " + expected + " columns, got " + row.cells().size());
    }
  }

  private Object value(CsvColumns.Cell cell, RawRecord raw) throws BadRecordException {
    if (cell.column() < 0) {
      return cell.constant() == null ? cell.fallback() : cell.constant().at(raw.position());
    } else if (cell.emptyIsFallback() && isAbsent(cell.column())) {
      return cell.fallback();
    }
    return value(cell.column(), cell.reader());
  }

  /** Whether a cell of the present row says nothing. */
  boolean isAbsent(int column) {
    return row.isAbsent(column);
  }

  /** The value of a cell of the present row. */
  Object value(int column, TextReader reader) throws BadRecordException {
    try {
      return reader.read(row.cells().get(column));
    } catch (BadRecordException bad) {
      String name = columns.names().get(column);
      throw new BadRecordException(bad.code(), "column '" + name + "': " + bad.getMessage());
    }
  }
}
