package io.millrace.formats.flink.range;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Gives each partition to one reader, by its number, and tells every reader that comes, also after
 * a restore, that no more will follow: so the source ends.
 */
final class RangeEnumerator implements SplitEnumerator<PartitionRange, List<PartitionRange>> {
  private final SplitEnumeratorContext<PartitionRange> context;
  private final List<PartitionRange> waiting;

  RangeEnumerator(SplitEnumeratorContext<PartitionRange> context, List<PartitionRange> waiting) {
    this.context = context;
    this.waiting = new ArrayList<>(waiting);
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    int readers = context.currentParallelism();
    List<PartitionRange> own =
        waiting.stream().filter(range -> range.partition() % readers == subtask).toList();
    waiting.removeAll(own);
    own.forEach(range -> context.assignSplit(range, subtask));
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers are served as they come.
  }

  @Override
  public void addSplitsBack(List<PartitionRange> ranges, int subtask) {
    waiting.addAll(ranges);
  }

  @Override
  public List<PartitionRange> snapshotState(long checkpoint) {
    return List.copyOf(waiting);
  }

  @Override
  public void close() {}
}
