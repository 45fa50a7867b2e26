package io.millrace.testkit;

import io.millrace.sdk.avro.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.functions.MapFunction;

/** Reads records of one type as another, as a decoder with a reader's schema would. */
final class ProjectFunction<S extends IndexedRecord, T extends IndexedRecord>
    implements MapFunction<S, T> {
  private static final long serialVersionUID = 1L;

  private final RecordType<S> written;
  private final RecordType<T> read;

  ProjectFunction(RecordType<S> written, RecordType<T> read) {
    this.written = written;
    this.read = read;
  }

  @Override
  public T map(S record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    written.writer().write(record, encoder);
    encoder.flush();
    return read.reader(written.schema())
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }
}
