package io.millrace.sdk.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CodecSerializerTest {

  /** Version 1 wrote an int, version 2 writes a long. */
  public static class CounterCodec implements Codec<long[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(long[] value, DataOutput target) throws IOException {
      target.writeLong(value[0]);
    }

    @Override
    public long[] read(DataInput source, int version) throws IOException {
      return new long[] {version == 1 ? source.readInt() : source.readLong()};
    }

    @Override
    public long[] copy(long[] value) {
      return value.clone();
    }

    @Override
    public Class<long[]> type() {
      return long[].class;
    }
  }

  /** The same codec, as it was in version 1. */
  public static final class EarlierCounterCodec extends CounterCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }
  }

  private final CodecSerializer<long[]> serializer = new CodecSerializer<>(new CounterCodec());

  @Test
  void aCopySharesNothingWithTheOriginal() {
    // Given
    long[] original = {1};

    // When
    long[] copy = serializer.copy(original);
    original[0] = 2;

    // Then
    assertThat(copy).containsExactly(1);
  }

  @Test
  void stateOfAnEarlierVersionIsMigrated() throws IOException {
    // Given
    DataOutputSerializer snapshot = new DataOutputSerializer(64);
    snapshot.writeUTF(CounterCodec.class.getName());
    snapshot.writeInt(1);
    CodecSerializerSnapshot<long[]> earlier = new CodecSerializerSnapshot<>();
    earlier.readSnapshot(
        1,
        new DataInputDeserializer(snapshot.getCopyOfBuffer()),
        CodecSerializerTest.class.getClassLoader());

    // When
    long[] read =
        earlier.restoreSerializer().deserialize(new DataInputDeserializer(new byte[] {0, 0, 0, 9}));

    // Then
    assertThat(read).containsExactly(9);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(earlier)
                .isCompatibleAfterMigration())
        .isTrue();
  }

  @Test
  void stateOfAnotherCodecIsRefused() {
    // Given
    TypeSerializerSnapshot<long[]> other =
        new CodecSerializer<>(new EarlierCounterCodec()).snapshotConfiguration();

    // When
    boolean refused =
        serializer.snapshotConfiguration().resolveSchemaCompatibility(other).isIncompatible();

    // Then
    assertThat(refused).isTrue();
  }
}
