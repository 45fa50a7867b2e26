package io.millrace.formats.avro;

import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.message.BinaryMessageEncoder;

/** Writes records of one type in Avro's single-object encoding. */
public final class SingleObject<T extends IndexedRecord> {
  private final BinaryMessageEncoder<T> encoder;

  /** A writer of one type; costly to make, so to be kept. */
  public SingleObject(RecordType<T> type) {
    this.encoder = new BinaryMessageEncoder<>(type.data(), type.schema());
  }

  /** The marker, the fingerprint of the schema, and the record. */
  public byte[] encode(T record) {
    try {
      ByteBuffer encoded = encoder.encode(record);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** One record by itself. */
  @SuppressWarnings("unchecked")
  public static <T extends IndexedRecord> byte[] of(T record) {
    return new SingleObject<>((RecordType<T>) RecordType.of(record)).encode(record);
  }
}
