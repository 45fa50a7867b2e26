package io.millrace.simulators.bills;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Reads the decimals of Avro: whole numbers in bytes, of which the schema says the decimals. */
final class Decimals {
  private Decimals() {}

  /** A column; null if it is null. */
  static BigDecimal read(GenericRecord result, String column) {
    ByteBuffer bytes = (ByteBuffer) result.get(column);
    if (bytes == null) {
      return null;
    }
    byte[] unscaled = new byte[bytes.remaining()];
    bytes.duplicate().get(unscaled);
    Schema schema =
        result.getSchema().getField(column).schema().getTypes().stream()
            .filter(type -> type.getType() == Schema.Type.BYTES)
            .findFirst()
            .orElseThrow();
    int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
    return new BigDecimal(new BigInteger(unscaled), scale);
  }
}
