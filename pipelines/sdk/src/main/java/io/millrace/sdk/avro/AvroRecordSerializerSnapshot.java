package io.millrace.sdk.avro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint remembers of an {@link AvroRecordSerializer}: the class, and the schema that its
 * values have.
 */
public final class AvroRecordSerializerSnapshot<T extends IndexedRecord>
    implements TypeSerializerSnapshot<T> {
  private Class<T> type;
  private String schema;

  /** For Flink, before {@link #readSnapshot}. */
  public AvroRecordSerializerSnapshot() {}

  AvroRecordSerializerSnapshot(Class<T> type, String schema) {
    this.type = type;
    this.schema = schema;
  }

  /** The schema that the values have. */
  public Schema schema() {
    return new Schema.Parser().parse(schema);
  }

  @Override
  public int getCurrentVersion() {
    return 1;
  }

  @Override
  public void writeSnapshot(DataOutputView target) throws IOException {
    byte[] json = schema.getBytes(StandardCharsets.UTF_8);
    target.writeUTF(type.getName());
    target.writeInt(json.length);
    target.write(json);
  }

  @Override
  @SuppressWarnings("unchecked")
  public void readSnapshot(int version, DataInputView source, ClassLoader loader)
      throws IOException {
    String name = source.readUTF();
    byte[] json = new byte[source.readInt()];
    source.readFully(json);
    schema = new String(json, StandardCharsets.UTF_8);
    try {
      type = (Class<T>) Class.forName(name, true, loader).asSubclass(IndexedRecord.class);
    } catch (ClassNotFoundException missing) {
      throw new IOException(
          "State holds records of class " + name + ", which is not there", missing);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    Schema written = schema();
    if (type.equals(GenericRecord.class)) {
      return new AvroRecordSerializer<>(new RecordType<>(type, written));
    }
    Schema present = SpecificData.getForClass(type).getSchema(type);
    return new AvroRecordSerializer<>(new RecordType<>(type, present), schema);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (!(old instanceof AvroRecordSerializerSnapshot<T> that) || that.type != type) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    if (that.schema.equals(schema)) {
      return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }
    if (type.equals(GenericRecord.class)) {
      // A record without a class keeps the schema that it was read with, and can't be written with
      // another.
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    boolean readable =
        SchemaCompatibility.checkReaderWriterCompatibility(schema(), that.schema()).getType()
            == SchemaCompatibilityType.COMPATIBLE;
    return readable
        ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
