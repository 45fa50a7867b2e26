package io.millrace.sql.functions;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How accumulators are kept: each value after the version with which it was written. Flink restores
 * the state of SQL only where the serializers of its columns are equal, and migrates none, so the
 * version may not be the serializer's. What is serialised with them is the class of the codec.
 */
abstract class AccumulatorCodec<T> implements Codec<T> {
  private static final long serialVersionUID = 1L;

  /** How a value is written today. */
  abstract Codec<T> today();

  @Override
  public final int version() {
    return 1;
  }

  @Override
  public final void write(T value, DataOutput target) throws IOException {
    target.writeByte(today().version());
    today().write(value, target);
  }

  @Override
  public final T read(DataInput source, int version) throws IOException {
    return today().read(source, source.readUnsignedByte());
  }

  @Override
  public final T copy(T value) {
    return today().copy(value);
  }

  @Override
  public final Class<T> type() {
    return today().type();
  }
}
