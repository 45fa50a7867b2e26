package io.millrace.formats.json;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.BatchDecoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Warnings;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/** Reads one event from each of some members of a JSON object. */
final class WideJsonDecoder<T extends IndexedRecord> extends BatchDecoder<T> {
  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;
  private final JsonObjectReader reader;
  private final UnusedMembers unused;
  private final WideMembers wide;

  WideJsonDecoder(
      RecordType<T> type,
      FieldMapping mapping,
      JsonObjectReader reader,
      WideMembers wide,
      Warnings warnings) {
    super(warnings);
    this.type = type;
    this.reader = reader;
    this.unused = new UnusedMembers(warnings, mapping);
    reader.tellOf(unused);
    this.wide = wide;
  }

  @Override
  protected List<T> readAll(RawRecord raw) throws IOException, BadRecordException {
    List<T> events = wide.events(type, JsonRecord.read(raw, reader));
    if (!events.isEmpty()) {
      unused.tell();
    }
    return events;
  }

  @Override
  protected void reset() {
    unused.forget();
  }
}
