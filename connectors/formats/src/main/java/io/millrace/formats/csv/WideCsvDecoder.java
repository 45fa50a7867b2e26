package io.millrace.formats.csv;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.BatchDecoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Unpivot;
import io.millrace.formats.UnusedColumns;
import io.millrace.formats.Warnings;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/** Reads one event from each of some columns of a row of CSV. */
final class WideCsvDecoder<T extends IndexedRecord> extends BatchDecoder<T> {
  private final RecordType<T> type;
  private final CsvRecord<T> record;
  private final WideColumns wide;
  private final UnusedColumns unused;

  WideCsvDecoder(
      RecordType<T> type,
      FieldMapping mapping,
      CsvRecord<T> record,
      CsvColumns columns,
      WideColumns wide,
      Warnings warnings) {
    super(warnings);
    this.type = type;
    this.record = record;
    this.wide = wide;
    this.unused = new UnusedColumns(warnings, mapping);
    List<String> taken =
        wide.columns().stream().map(one -> columns.names().get(one.index())).toList();
    List<String> left = new ArrayList<>(columns.unused());
    left.removeAll(taken);
    unused.note("column", left, columns.unfilled(type.schema()));
  }

  @Override
  protected List<T> readAll(RawRecord raw) throws BadRecordException {
    T shared = record.read(raw);
    List<T> events = new ArrayList<>(wide.columns().size());
    for (WideColumns.Column column : wide.columns()) {
      if (!record.isAbsent(column.index())) {
        Object cell = wide.value() < 0 ? null : record.value(column.index(), wide.reader());
        events.add(Unpivot.event(type, shared, wide.name(), column.name(), wide.value(), cell));
      }
    }
    if (!events.isEmpty()) {
      unused.tell();
    }
    return events;
  }
}
