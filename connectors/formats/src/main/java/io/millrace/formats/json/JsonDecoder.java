package io.millrace.formats.json;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
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

  JsonDecoder(RecordType<T> type, JsonObjectReader reader) {
    this.type = type;
    this.reader = reader;
  }

  @Override
  protected T read(RawRecord raw) throws IOException, BadRecordException {
    return type.javaClass().cast(JsonRecord.read(raw, reader));
  }
}
