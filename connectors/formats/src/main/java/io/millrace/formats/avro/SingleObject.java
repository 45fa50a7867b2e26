package io.millrace.formats.avro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Writes records in Avro's single-object encoding. */
public final class SingleObject {
  private static final ClassValue<BinaryMessageEncoder<SpecificRecord>> ENCODERS =
      new ClassValue<>() {
        @Override
        protected BinaryMessageEncoder<SpecificRecord> computeValue(Class<?> type) {
          SpecificData model = SpecificData.getForClass(type);
          return new BinaryMessageEncoder<>(model, model.getSchema(type));
        }
      };

  private SingleObject() {}

  /** The marker, the fingerprint of the schema, and the record. */
  public static byte[] encode(SpecificRecord record) {
    try {
      ByteBuffer encoded = ENCODERS.get(record.getClass()).encode(record);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
