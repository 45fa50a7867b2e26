package io.millrace.sdk.avro;

import io.millrace.sdk.codec.ValueTypeInfo;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Tells Flink to handle a generated Avro record by its schema: binary, evolvable, never by Kryo.
 */
public final class AvroRecordTypeInfo<T extends SpecificRecord> extends ValueTypeInfo<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  public AvroRecordTypeInfo(Class<T> type) {
    this.type = Objects.requireNonNull(type);
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new AvroRecordSerializer<>(type);
  }

  @Override
  public String toString() {
    return "Avro<" + type.getSimpleName() + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecordTypeInfo<?> that && that.type == type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
