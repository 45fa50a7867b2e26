package io.millrace.formats.flink;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import io.millrace.sdk.codec.ValueTypeInfo;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Tells Flink how to hand on an {@link Arrived}: its event, or its dead letter, by their schemas.
 */
public final class ArrivedTypeInfo<T extends IndexedRecord> extends ValueTypeInfo<Arrived<T>> {
  private static final long serialVersionUID = 1L;

  private final RecordType<T> type;

  /** Arrivals of events of one class. */
  public ArrivedTypeInfo(RecordType<T> type) {
    this.type = Objects.requireNonNull(type);
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Class<Arrived<T>> getTypeClass() {
    return (Class) Arrived.class;
  }

  @Override
  public TypeSerializer<Arrived<T>> createSerializer(SerializerConfig config) {
    return new ArrivedSerializer<>(
        new AvroRecordTypeInfo<>(type).createSerializer(config),
        new AvroRecordTypeInfo<>(DeadLetter.class).createSerializer(config));
  }

  @Override
  public String toString() {
    return "Arrived<" + type.schema().getName() + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArrivedTypeInfo<?> that && that.type.equals(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
