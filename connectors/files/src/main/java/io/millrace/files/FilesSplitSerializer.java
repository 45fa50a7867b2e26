package io.millrace.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A split is the number of records read, in 8 bytes. */
final class FilesSplitSerializer implements SimpleVersionedSerializer<FilesSplit> {

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(FilesSplit split) {
    return ByteBuffer.allocate(Long.BYTES).putLong(split.read()).array();
  }

  @Override
  public FilesSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != 1 || bytes.length != Long.BYTES) {
      throw new IOException("A split of files of version " + version + " can't be read");
    }
    return new FilesSplit(ByteBuffer.wrap(bytes).getLong());
  }
}
