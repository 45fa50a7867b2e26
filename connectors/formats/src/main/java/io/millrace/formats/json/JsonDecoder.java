package io.millrace.formats.json;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Warnings;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import org.apache.avro.generic.IndexedRecord;

/** Reads one event from each JSON object. */
final class JsonDecoder<T extends IndexedRecord> extends Decoder<T> {
  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;
  private final JsonObjectReader reader;
  private final UnusedMembers unused;

  JsonDecoder(
      RecordType<T> type, FieldMapping mapping, JsonObjectReader reader, Warnings warnings) {
    super(warnings);
    this.type = type;
    this.reader = reader;
    this.unused = new UnusedMembers(warnings, mapping);
    reader.tellOf(unused);
  }

  @Override
  protected T read(RawRecord raw) throws IOException, BadRecordException {
    T event = type.javaClass().cast(JsonRecord.read(raw, reader));
    unused.tell();
    return event;
  }

  @Override
  protected void reset() {
    unused.forget();
  }
}
