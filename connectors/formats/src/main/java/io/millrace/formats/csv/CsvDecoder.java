package io.millrace.formats.csv;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Utf8Text;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/** Reads events from rows of CSV. */
final class CsvDecoder<T extends IndexedRecord> extends Decoder<T> {
  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;
  private final CsvColumns columns;
  private final CsvRow row;

  CsvDecoder(
      RecordType<T> type, FieldMapping mapping, char delimiter, List<String> header, String where) {
    this.type = type;
    this.columns = CsvColumns.of(type, mapping, header, where, warnings());
    this.row = new CsvRow(delimiter);
  }

  @Override
  protected T read(RawRecord raw) throws BadRecordException {
    parse(raw);
    T event = type.newRecord();
    List<CsvColumns.Cell> cells = columns.cells();
    for (int position = 0; position < cells.size(); position++) {
      event.put(position, value(cells.get(position), raw));
    }
    return event;
  }

  private void parse(RawRecord raw) throws BadRecordException {
    row.parse(Utf8Text.of(raw.value()));
    int expected = columns.names().size();
    if (row.cells().size() != expected) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected " + expected + " columns, got " + row.cells().size());
    }
  }

  private Object value(CsvColumns.Cell cell, RawRecord raw) throws BadRecordException {
    if (cell.column() < 0) {
      return cell.constant() == null ? cell.fallback() : cell.constant().at(raw.position());
    } else if (cell.emptyIsFallback() && row.isAbsent(cell.column())) {
      return cell.fallback();
    }
    try {
      return cell.reader().read(row.cells().get(cell.column()));
    } catch (BadRecordException bad) {
      String name = columns.names().get(cell.column());
      throw new BadRecordException(bad.code(), "column '" + name + "': " + bad.getMessage());
    }
  }
}
