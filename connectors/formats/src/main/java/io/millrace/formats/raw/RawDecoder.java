package io.millrace.formats.raw;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Wraps each record of a topic as it is. */
final class RawDecoder<T extends IndexedRecord> extends Decoder<T> {
  private final RecordType<T> type;

  RawDecoder(RecordType<T> type) {
    this.type = type;
  }

  @Override
  protected boolean needsValue() {
    return false;
  }

  @Override
  protected T read(RawRecord raw) throws BadRecordException {
    if (!(raw.position() instanceof Position.InTopic)) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "format raw is for records of Kafka; those of files have no offset");
    }
    ArchivedRecord whole = ArchivedRecords.of(raw);
    return type.javaClass().isInstance(whole) ? type.javaClass().cast(whole) : projected(whole);
  }

  private T projected(ArchivedRecord whole) {
    T record = type.newRecord();
    for (Schema.Field field : type.schema().getFields()) {
      record.put(field.pos(), whole.get(whole.getSchema().getField(field.name()).pos()));
    }
    return record;
  }
}
