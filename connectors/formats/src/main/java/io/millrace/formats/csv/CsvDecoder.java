package io.millrace.formats.csv;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.UnusedColumns;
import io.millrace.formats.Warnings;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;

/** Reads one event from each row of CSV. */
final class CsvDecoder<T extends IndexedRecord> extends Decoder<T> {
  private final CsvRecord<T> record;
  private final UnusedColumns unused;

  CsvDecoder(
      RecordType<T> type,
      FieldMapping mapping,
      CsvRecord<T> record,
      CsvColumns columns,
      Warnings warnings) {
    super(warnings);
    this.record = record;
    this.unused = new UnusedColumns(warnings, mapping);
    unused.note("column", columns.unused(), columns.unfilled(type.schema()));
  }

  @Override
  protected T read(RawRecord raw) throws BadRecordException {
    T event = record.read(raw);
    unused.tell();
    return event;
  }
}
