package io.millrace.formats.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.RawRecord;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ArrivedTypeInfoTest {
  static {
    AvroTrust.establish();
  }

  private static final Arrived<SensorReading> EVENT =
      new Arrived<>(
          SensorReading.newBuilder()
              .setSource("m")
              .setSensor("t")
              .setEventTime(Instant.ofEpochMilli(5))
              .build(),
          null,
          5,
          9);
  private static final Arrived<SensorReading> WARNED =
      new Arrived<>(
          EVENT.event(),
          null,
          5,
          9,
          8,
          List.of(new DataWarning(Warning.NULL_IN_KEY, "field 'sequence'", "plant-0@7")));
  private static final Arrived<SensorReading> DEAD =
      new Arrived<>(
          null,
          DeadLetter.newBuilder().setInput("i").setStage("s").setError("E").setMessage("m").build(),
          RawRecord.NO_TIME,
          RawRecord.NO_TIME);

  private final TypeSerializer<Arrived<SensorReading>> serializer =
      new ArrivedTypeInfo<>(RecordType.of(SensorReading.class))
          .createSerializer(new SerializerConfigImpl());

  @Test
  void eventsAndDeadLettersPassUnchanged() throws Exception {
    // given
    DataOutputSerializer written = new DataOutputSerializer(64);
    serializer.serialize(EVENT, written);
    serializer.serialize(WARNED, written);
    serializer.serialize(DEAD, written);
    DataInputDeserializer source = new DataInputDeserializer(written.getCopyOfBuffer());
    DataOutputSerializer copied = new DataOutputSerializer(64);

    // when
    serializer.copy(source, copied);
    serializer.copy(source, copied);
    serializer.copy(source, copied);

    // then
    DataInputDeserializer copies = new DataInputDeserializer(copied.getCopyOfBuffer());
    assertThat(serializer.deserialize(copies)).isEqualTo(EVENT);
    assertThat(serializer.deserialize(copies)).isEqualTo(WARNED);
    assertThat(serializer.deserialize(copies)).isEqualTo(DEAD);
    assertThat(copies.available()).isZero();
  }

  @Test
  void aSavepointFindsTheSerializerAgain() throws Exception {
    // given
    DataOutputSerializer written = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(written, serializer.snapshotConfiguration());

    // when
    TypeSerializerSnapshot<Arrived<SensorReading>> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(written.getCopyOfBuffer()), getClass().getClassLoader());

    // then
    assertThat(read.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer.snapshotConfiguration().resolveSchemaCompatibility(read).isCompatibleAsIs())
        .isTrue();
  }
}
