package io.millrace.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageEncoder;

/** Records of one type in Avro's single-object encoding. */
public final class RecordEncoder<T> {
  private final BinaryMessageEncoder<T> encoder;

  /**
   * An encoder.
   *
   * @param encoder the record's own, {@code X.getEncoder()}
   */
  public RecordEncoder(BinaryMessageEncoder<T> encoder) {
    this.encoder = encoder;
  }

  /** The bytes of a record. */
  public byte[] encode(T event) {
    try {
      ByteBuffer encoded = encoder.encode(event);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
