package io.millrace.formats.csv;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import org.apache.avro.generic.IndexedRecord;

/** Reads one event from each row of CSV. */
final class CsvDecoder<T extends IndexedRecord> extends Decoder<T> {
  private final CsvRecord<T> record;

  CsvDecoder(CsvRecord<T> record) {
    this.record = record;
  }

  @Override
  protected T read(RawRecord raw) throws BadRecordException {
    return record.read(raw);
  }
}
