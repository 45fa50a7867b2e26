package io.millrace.simulators;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;

/** Reads the records of a topic of results: Avro's single-object encoding of one schema. */
public final class ResultRecords {
  private final BinaryMessageDecoder<GenericRecord> decoder;

  public ResultRecords(Schema schema) {
    this.decoder = new BinaryMessageDecoder<>(new GenericData(), schema);
  }

  /**
   * One result. Texts in it are no {@link String}; times are numbers, in us.
   *
   * @throws IOException if it is none
   */
  public GenericRecord read(byte[] value) throws IOException {
    return decoder.decode(value);
  }

  /** A field that is a text; null if it is null. */
  public static String text(GenericRecord result, String field) {
    Object value = result.get(field);
    return value == null ? null : value.toString();
  }

  /** A field that is a time. */
  public static Instant time(GenericRecord result, String field) {
    return Delivery.instant((Long) result.get(field));
  }

  /**
   * A field that is a decimal, or null: a whole number in bytes, of which the schema says the
   * decimals.
   */
  public static BigDecimal decimal(GenericRecord result, String field) {
    ByteBuffer bytes = (ByteBuffer) result.get(field);
    if (bytes == null) {
      return null;
    }
    byte[] unscaled = new byte[bytes.remaining()];
    bytes.duplicate().get(unscaled);
    Schema schema =
        result.getSchema().getField(field).schema().getTypes().stream()
            .filter(type -> type.getType() == Schema.Type.BYTES)
            .findFirst()
            .orElseThrow();
    int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
    return new BigDecimal(new BigInteger(unscaled), scale);
  }

  /** Whether a result says that there is none any more. */
  public static boolean isRetracted(GenericRecord result) {
    return text(result, "status").equals("RETRACTED");
  }

  /** Which revision of its key a result is. */
  public static int revision(GenericRecord result) {
    return (Integer) result.get("revision");
  }
}
