package io.millrace.benchmarks;

import io.millrace.formats.avro.WriterSchemas;
import io.millrace.schemas.industrial.SensorReading;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.formats.avro.SchemaCoder;

/**
 * The framing of schema registries, 00 and the id of the writer schema in 4 bytes, over a registry
 * that is a map in memory: once for each of the two decoders.
 */
final class RegistryFraming implements SchemaCoder, WriterSchemas {
  private static final int ID = 42;
  private static final int HEADER_BYTES = 5;

  private final Map<Integer, Schema> registry = Map.of(ID, SensorReading.getClassSchema());

  /** A record behind its header. */
  static byte[] frame(byte[] record) {
    return ByteBuffer.allocate(HEADER_BYTES + record.length)
        .put((byte) 0)
        .putInt(ID)
        .put(record)
        .array();
  }

  /**
   * For flink-avro: reads the header with no allocation, so that what is measured is flink-avro.
   */
  @Override
  public Schema readSchema(InputStream in) throws IOException {
    int magic = in.read();
    int id = in.read() << 24 | in.read() << 16 | in.read() << 8 | in.read();
    Schema schema = registry.get(id);
    if (magic != 0 || schema == null) {
      throw new EOFException("Expected 00 and a known id, got " + magic + " and " + id);
    }
    return schema;
  }

  @Override
  public void writeSchema(Schema schema, OutputStream out) {
    throw new UnsupportedOperationException("Only read here");
  }

  /** For Millrace. */
  @Override
  public Optional<Schema> byId(int id) {
    return Optional.ofNullable(registry.get(id));
  }

  @Override
  public Optional<Schema> byFingerprint(long fingerprint) {
    return Optional.empty();
  }
}
