package io.millrace.runner.launch;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** What Flink wants to know of the parts of a source that has none. */
public record NoSplit() implements SourceSplit {

  @Override
  public String splitId() {
    return "none";
  }

  /** Gives nothing to anyone. */
  public static final class Enumerator implements SplitEnumerator<NoSplit, NoSplit> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public NoSplit snapshotState(long checkpoint) {
      return new NoSplit();
    }

    @Override
    public void close() {}
  }

  /** Writes no byte. */
  public static final class Serializer implements SimpleVersionedSerializer<NoSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(NoSplit nothing) {
      return new byte[0];
    }

    @Override
    public NoSplit deserialize(int version, byte[] bytes) {
      return new NoSplit();
    }
  }
}
