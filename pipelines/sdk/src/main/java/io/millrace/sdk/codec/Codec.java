package io.millrace.sdk.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * How values of a type are written and read, for pure logic that keeps state or crosses the
 * network, with no word of Flink.
 *
 * <p>An implementation has a public constructor without arguments. Values of one version stay
 * readable in all later ones.
 *
 * @param <T> the type; its values may be changed after they were handed out, so {@link #copy} makes
 *     new ones
 */
public interface Codec<T> extends Serializable {

  /** The version that {@link #write} writes, from 1. */
  int version();

  /** Writes a value. */
  void write(T value, DataOutput target) throws IOException;

  /**
   * Reads a value.
   *
   * @param version the version with which the value was written, from 1 to {@link #version}
   */
  T read(DataInput source, int version) throws IOException;

  /** A value that shares nothing with the given one; the value itself if it can't be changed. */
  T copy(T value);

  /** The class of the values. */
  Class<T> type();
}
