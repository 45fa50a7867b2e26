package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.codec.Codec;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RawType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccumulatorCodecTest {
  /** The version that the code of a release writes. */
  private static int release = 1;

  @AfterEach
  void backToTheFirstRelease() {
    release = 1;
  }

  @Test
  void stateOfAnEarlierReleaseIsRestoredByALaterOne() throws IOException {
    // given
    ByteArrayOutputStream savepoint = new ByteArrayOutputStream();
    DataOutputViewStreamWrapper target = new DataOutputViewStreamWrapper(savepoint);
    RowDataSerializer earlier = rows();
    TypeSerializerSnapshot.writeVersionedSnapshot(target, earlier.snapshotConfiguration());
    earlier.serialize(GenericRowData.of(RawValueData.fromObject("total")), target);
    release = 2;

    // when
    DataInputViewStreamWrapper source =
        new DataInputViewStreamWrapper(new ByteArrayInputStream(savepoint.toByteArray()));
    TypeSerializerSnapshot<RowData> before =
        TypeSerializerSnapshot.readVersionedSnapshot(source, getClass().getClassLoader());
    RowDataSerializer later = rows();
    RowData row = later.deserialize(source);

    // then
    assertThat(later.snapshotConfiguration().resolveSchemaCompatibility(before).isCompatibleAsIs())
        .isTrue();
    assertThat(row.<String>getRawValue(0).toObject(serializer())).isEqualTo("total, of release 1");
  }

  private static TypeSerializer<String> serializer() {
    return new CodecTypeInfo<>(new StateCodec()).createSerializer(new SerializerConfigImpl());
  }

  private static RowDataSerializer rows() {
    return new RowDataSerializer(new RawType<>(String.class, serializer()));
  }

  /** As the functions have one. */
  public static final class StateCodec extends AccumulatorCodec<String> {
    private static final long serialVersionUID = 1L;

    @Override
    Codec<String> today() {
      return new TextCodec();
    }
  }

  private static final class TextCodec implements Codec<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return release;
    }

    @Override
    public void write(String value, DataOutput target) throws IOException {
      target.writeUTF(value);
    }

    @Override
    public String read(DataInput source, int version) throws IOException {
      return source.readUTF() + ", of release " + version;
    }

    @Override
    public String copy(String value) {
      return value;
    }

    @Override
    public Class<String> type() {
      return String.class;
    }
  }
}
