package io.millrace.operators.window;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts events, whatever they are, in an array of one number. */
final class CountFunction<T> implements PaneFunction<T, long[]> {
  private static final long serialVersionUID = 1L;

  @Override
  public long[] create() {
    return new long[1];
  }

  @Override
  public void add(long[] count, T event) {
    count[0]++;
  }

  @Override
  public void merge(long[] into, long[] from) {
    into[0] += from[0];
  }

  @Override
  public Codec<long[]> codec() {
    return new CountCodec();
  }

  public static final class CountCodec implements Codec<long[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(long[] value, DataOutput target) throws IOException {
      target.writeLong(value[0]);
    }

    @Override
    public long[] read(DataInput source, int version) throws IOException {
      return new long[] {source.readLong()};
    }

    @Override
    public long[] copy(long[] value) {
      return value.clone();
    }

    @Override
    public Class<long[]> type() {
      return long[].class;
    }
  }
}
