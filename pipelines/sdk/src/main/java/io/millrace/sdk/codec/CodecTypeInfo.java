package io.millrace.sdk.codec;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink to handle a type by its {@link Codec}. */
public final class CodecTypeInfo<T> extends ValueTypeInfo<T> {
  private static final long serialVersionUID = 1L;

  private final Codec<T> codec;

  public CodecTypeInfo(Codec<T> codec) {
    this.codec = Objects.requireNonNull(codec);
  }

  @Override
  public Class<T> getTypeClass() {
    return codec.type();
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new CodecSerializer<>(codec);
  }

  @Override
  public String toString() {
    return "Codec<" + codec.type().getSimpleName() + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodecTypeInfo<?> that && that.codec.getClass() == codec.getClass();
  }

  @Override
  public int hashCode() {
    return codec.getClass().hashCode();
  }
}
