package io.millrace.sdk.avro;

import io.millrace.sdk.codec.ValueTypeInfo;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Tells Flink to handle an Avro record by its schema: binary, evolvable, never by Kryo. */
public final class AvroRecordTypeInfo<T extends IndexedRecord> extends ValueTypeInfo<T> {
  private static final long serialVersionUID = 1L;

  private final RecordType<T> type;

  /** Of any type of records. */
  public AvroRecordTypeInfo(RecordType<T> type) {
    this.type = Objects.requireNonNull(type);
  }

  /** Of a generated class. */
  public AvroRecordTypeInfo(Class<T> generated) {
    this(RecordType.of(generated));
  }

  /**
   * The type of the records of a stream.
   *
   * @throws IllegalArgumentException if the stream was given no {@link AvroRecordTypeInfo}
   */
  public static <T extends IndexedRecord> RecordType<T> typeOf(DataStream<T> records) {
    if (records.getType() instanceof AvroRecordTypeInfo<T> avro) {
      return avro.type;
    }
    throw new IllegalArgumentException(
        "a stream of " + records.getType() + "; expected one made with an AvroRecordTypeInfo");
  }

  @Override
  public Class<T> getTypeClass() {
    return type.javaClass();
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new AvroRecordSerializer<>(type);
  }

  @Override
  public String toString() {
    return "Avro<" + type.schema().getName() + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecordTypeInfo<?> that && that.type.equals(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
