package io.millrace.sdk.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.runtime.DataInputViewStream;
import org.apache.flink.api.java.typeutils.runtime.DataOutputViewStream;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Avro's binary encoding, with no framing: the schema is in the savepoint, once. Records are values
 * that nobody changes, so a copy is the record itself.
 */
final class AvroRecordSerializer<T extends IndexedRecord> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;

  /** JSON of the schema that stored values were written with; null for the present one. */
  private final String writerSchema;

  // Built on first use, for they can't be serialised with the job; reused, for building them
  // resolves schemas.
  private transient DatumWriter<T> writer;
  private transient DatumReader<T> reader;
  private transient BinaryEncoder encoder;
  private transient BinaryDecoder decoder;

  AvroRecordSerializer(RecordType<T> type) {
    this(type, null);
  }

  AvroRecordSerializer(RecordType<T> type, String writerSchema) {
    this.type = type;
    this.writerSchema = writerSchema;
  }

  private void prepare() {
    if (writer == null) {
      AvroTrust.trust(type.javaClass());
      reader =
          type.reader(
              writerSchema == null ? type.schema() : new Schema.Parser().parse(writerSchema));
      writer = type.writer();
    }
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new AvroRecordSerializer<>(type, writerSchema);
  }

  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    prepare();
    encoder = EncoderFactory.get().directBinaryEncoder(new DataOutputViewStream(target), encoder);
    writer.write(value, encoder);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    prepare();
    // Direct: a buffering decoder would read into the next value.
    decoder = DecoderFactory.get().directBinaryDecoder(new DataInputViewStream(source), decoder);
    return reader.read(null, decoder);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new AvroRecordSerializerSnapshot<>(type.javaClass(), type.schema().toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecordSerializer<?> that && that.type.equals(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
