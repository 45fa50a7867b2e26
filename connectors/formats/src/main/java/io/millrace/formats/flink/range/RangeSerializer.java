package io.millrace.formats.flink.range;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes a range into checkpoints. */
final class RangeSerializer implements SimpleVersionedSerializer<PartitionRange> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(PartitionRange range) throws IOException {
    return new OfMany().serialize(List.of(range));
  }

  @Override
  public PartitionRange deserialize(int version, byte[] bytes) throws IOException {
    return new OfMany().deserialize(version, bytes).get(0);
  }

  /** Writes several. */
  static final class OfMany implements SimpleVersionedSerializer<List<PartitionRange>> {
    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(List<PartitionRange> ranges) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(ranges.size());
      for (PartitionRange range : ranges) {
        out.writeUTF(range.topic());
        out.writeInt(range.partition());
        out.writeLong(range.start());
        out.writeLong(range.end());
      }
      return bytes.toByteArray();
    }

    @Override
    public List<PartitionRange> deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException("Ranges of version " + version + "; expected " + VERSION);
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      List<PartitionRange> ranges = new ArrayList<>();
      for (int rest = in.readInt(); rest > 0; rest--) {
        ranges.add(new PartitionRange(in.readUTF(), in.readInt(), in.readLong(), in.readLong()));
      }
      return ranges;
    }
  }
}
