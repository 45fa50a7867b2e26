package io.millrace.formats.avro;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.sdk.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads events from Avro records with a header. */
final class AvroDecoder<T extends IndexedRecord> extends Decoder<T> {
  private final AvroRecords<T> records;
  private BinaryDecoder decoder;

  AvroDecoder(AvroRecords<T> records) {
    this.records = records;
  }

  @Override
  protected T read(RawRecord raw) throws BadRecordException, IOException {
    byte[] bytes = raw.value();
    AvroRecords.Header header = AvroRecords.header(bytes, 0, bytes.length);
    AvroRecords.Reader<T> reader = records.reader(header);
    int length = bytes.length - header.length();
    decoder = DecoderFactory.get().binaryDecoder(bytes, header.length(), length, decoder);
    T event;
    try {
      event = reader.read(decoder, raw.position());
    } catch (EOFException early) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "truncated: the " + bytes.length + " bytes end within the record");
    }
    if (!decoder.isEnd()) {
      throw new BadRecordException(
          ErrorCode.TRAILING_BYTES,
          "the Avro record is followed by " + decoder.inputStream().available() + " further bytes");
    }
    reader
        .warnings(raw.position())
        .forEach(warning -> warnings().add(warning.kind(), warning.detail()));
    return event;
  }

  @Override
  protected void reset() {
    // A decoder that failed within a record keeps a part of it.
    decoder = null;
  }
}
