package io.millrace.sdk.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AvroRecordSerializerTest {
  static {
    // A builder looks up the class of an enum for its default.
    AvroTrust.establish();
  }

  private static final SensorReading READING =
      SensorReading.newBuilder()
          .setSource("m1")
          .setSensor("temperature")
          .setEventTime(Instant.parse("2026-01-01T00:00:10.000001Z"))
          .setValue(20.5)
          .setSequence(7L)
          .build();

  private final TypeSerializer<SensorReading> serializer =
      new AvroRecordTypeInfo<>(SensorReading.class).createSerializer(new SerializerConfigImpl());

  @Test
  void recordsAreReadBackOneAfterAnother() throws IOException {
    // Given
    DataOutputSerializer written = new DataOutputSerializer(64);
    SensorReading other = SensorReading.newBuilder(READING).setSource("m2").build();
    serializer.serialize(READING, written);
    serializer.serialize(other, written);

    // When
    DataInputDeserializer source = new DataInputDeserializer(written.getCopyOfBuffer());

    // Then
    assertThat(serializer.deserialize(source)).isEqualTo(READING);
    assertThat(serializer.deserialize(source)).isEqualTo(other);
    assertThat(source.available()).isZero();
  }

  @Test
  void recordsWithoutAClassAreReadBackByTheirSchema() throws IOException {
    // Given
    RecordType<GenericRecord> type = RecordType.of(SensorReading.getClassSchema());
    TypeSerializer<GenericRecord> generic =
        new AvroRecordTypeInfo<>(type).createSerializer(new SerializerConfigImpl());
    GenericRecord record = type.newRecord();
    type.schema().getFields().forEach(field -> record.put(field.pos(), READING.get(field.pos())));
    DataOutputSerializer written = new DataOutputSerializer(64);

    // When
    generic.serialize(record, written);
    GenericRecord read =
        generic
            .snapshotConfiguration()
            .restoreSerializer()
            .deserialize(new DataInputDeserializer(written.getCopyOfBuffer()));

    // Then
    assertThat(read.get("source")).isEqualTo("m1");
    assertThat(read.get("event_time")).isEqualTo(READING.getEventTime());
    assertThat(read).isEqualTo(record);
  }

  @Test
  void aSnapshotIsReadBackAsCompatible() throws IOException {
    // When
    TypeSerializerSnapshot<SensorReading> restored = restore(serializer.snapshotConfiguration());

    // Then
    assertThat(compatibility(restored).isCompatibleAsIs()).isTrue();
  }

  @Test
  void stateOfAnEarlierSchemaIsMigrated() throws IOException {
    // Given a schema without the fields that came later
    Schema early =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "SensorReading", "namespace": "io.millrace.schemas.industrial",
                 "fields": [
                  {"name": "source", "type": {"type": "string", "avro.java.string": "String"}},
                  {"name": "sensor", "type": {"type": "string", "avro.java.string": "String"}},
                  {"name": "event_time", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                  {"name": "value", "type": ["null", "double"], "default": null}]}
                """);
    TypeSerializerSnapshot<SensorReading> restored =
        restore(new AvroRecordSerializerSnapshot<>(SensorReading.class, early.toString()));
    DataOutputSerializer written = new DataOutputSerializer(64);
    written.write(new byte[] {2, 'm', 2, 't', 20, 2});
    written.write(new byte[] {0, 0, 0, 0, 0, 0, 0x34, 0x40}); // 20.0, little-endian

    // When
    SensorReading read =
        restored
            .restoreSerializer()
            .deserialize(new DataInputDeserializer(written.getCopyOfBuffer()));

    // Then
    assertThat(compatibility(restored).isCompatibleAfterMigration()).isTrue();
    assertThat(read.getSource()).isEqualTo("m");
    assertThat(read.getValue()).isEqualTo(20.0);
    assertThat(read.getQuality()).isEqualTo(ReadingQuality.GOOD);
  }

  @Test
  void stateOfAnUnreadableSchemaIsRefused() throws IOException {
    // Given
    String other =
        SensorReading.getClassSchema()
            .toString()
            .replace(
                "\"name\":\"source\",\"type\":", "\"name\":\"source\",\"type\":\"int\",\"was\":");

    // When
    TypeSerializerSnapshot<SensorReading> restored =
        restore(new AvroRecordSerializerSnapshot<>(SensorReading.class, other));

    // Then
    assertThat(compatibility(restored).isIncompatible()).isTrue();
  }

  private TypeSerializerSchemaCompatibility<SensorReading> compatibility(
      TypeSerializerSnapshot<SensorReading> old) {
    return serializer.snapshotConfiguration().resolveSchemaCompatibility(old);
  }

  private static TypeSerializerSnapshot<SensorReading> restore(
      TypeSerializerSnapshot<SensorReading> snapshot) throws IOException {
    DataOutputSerializer written = new DataOutputSerializer(1024);
    TypeSerializerSnapshot.writeVersionedSnapshot(written, snapshot);
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(written.getCopyOfBuffer()),
        AvroRecordSerializerTest.class.getClassLoader());
  }
}
