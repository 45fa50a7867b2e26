package io.millrace.files;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Gives the one split to the first reader that comes. */
final class FilesEnumerator implements SplitEnumerator<FilesSplit, FilesSplit> {
  private final SplitEnumeratorContext<FilesSplit> context;
  private FilesSplit waiting;

  FilesEnumerator(SplitEnumeratorContext<FilesSplit> context, FilesSplit waiting) {
    this.context = context;
    this.waiting = waiting;
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    if (waiting.read() != FilesSplit.ASSIGNED) {
      context.assignSplit(waiting, subtask);
      waiting = new FilesSplit(FilesSplit.ASSIGNED);
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers are served as they come.
  }

  @Override
  public void addSplitsBack(List<FilesSplit> splits, int subtask) {
    splits.forEach(split -> waiting = split);
  }

  @Override
  public FilesSplit snapshotState(long checkpoint) {
    return waiting;
  }

  @Override
  public void close() {}
}
