package io.millrace.files;

import io.millrace.files.reading.EventFiles;
import io.millrace.files.reading.MergedFiles;
import io.millrace.files.reading.OrderedFiles;
import io.millrace.formats.flink.Arrived;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads the files of an input as one stream. The order of the records is the same each time, so the
 * number of records read is all the state there is.
 */
final class FilesReader<T extends IndexedRecord> implements SourceReader<Arrived<T>, FilesSplit> {
  private final FileInput input;
  private final RecordType<T> type;
  private final String eventTimeField;
  private final EventOrder order;
  private final CompletableFuture<Void> told = new CompletableFuture<>();

  /** The enumerator's last word: a task that ended before it would be lost to it, and fail. */
  private final CompletableFuture<Void> noMoreSplits = new CompletableFuture<>();

  private boolean hasSplit;
  private boolean atEnd;
  private long read;
  private EventFiles<T> files;

  /**
   * @param order null for that of the files
   */
  FilesReader(FileInput input, RecordType<T> type, String eventTimeField, EventOrder order) {
    this.input = input;
    this.type = type;
    this.eventTimeField = eventTimeField;
    this.order = order;
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<FilesSplit> splits) {
    for (FilesSplit split : splits) {
      hasSplit = true;
      read = split.read();
    }
    told.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits.complete(null);
    told.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return atEnd ? noMoreSplits : told;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Arrived<T>> output) throws IOException {
    if (!hasSplit) {
      return told.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    if (files == null) {
      files =
          order == null
              ? MergedFiles.open(input, type, eventTimeField)
              : OrderedFiles.open(input, type, eventTimeField, order);
      for (long skipped = 0; skipped < read; skipped++) {
        files.next();
      }
    }
    Arrived<T> next = atEnd ? null : files.next();
    if (next == null) {
      atEnd = true;
      return noMoreSplits.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    read++;
    output.collect(next);
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public List<FilesSplit> snapshotState(long checkpoint) {
    return hasSplit ? List.of(new FilesSplit(read)) : List.of();
  }

  @Override
  public void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }
}
