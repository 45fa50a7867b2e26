package io.millrace.sdk.codec;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.InstantiationUtil;

/**
 * What a savepoint remembers of a {@link CodecSerializer}: the codec's class, and the version it
 * wrote.
 */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private Codec<T> codec;
  private int version;

  /** For Flink, before {@link #readSnapshot}. */
  public CodecSerializerSnapshot() {}

  CodecSerializerSnapshot(Codec<T> codec) {
    this.codec = codec;
    this.version = codec.version();
  }

  @Override
  public int getCurrentVersion() {
    return 1;
  }

  @Override
  public void writeSnapshot(DataOutputView target) throws IOException {
    target.writeUTF(codec.getClass().getName());
    target.writeInt(version);
  }

  @Override
  @SuppressWarnings("unchecked")
  public void readSnapshot(int snapshotVersion, DataInputView source, ClassLoader loader)
      throws IOException {
    String name = source.readUTF();
    version = source.readInt();
    try {
      codec = InstantiationUtil.instantiate(name, Codec.class, loader);
    } catch (FlinkException missing) {
      throw new IOException(
          "State was written by the codec " + name + ", which is not there", missing);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new CodecSerializer<>(codec, version);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (!(old instanceof CodecSerializerSnapshot<T> that)
        || that.codec.getClass() != codec.getClass()
        || that.version > version) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return that.version == version
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }

  @Override
  public String toString() {
    return codec.getClass().getName() + " of version " + version;
  }
}
