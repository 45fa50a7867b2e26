package io.millrace.files.reading;

import io.millrace.files.FileInput;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.DeadLetters;
import io.millrace.formats.Decoded;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.sdk.avro.RecordType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.avro.generic.IndexedRecord;

/**
 * The records of all files of one input as one stream: of the next events of the files always the
 * earliest (of the first file, where two are equal). Within one file the order stays; a dead letter
 * comes as soon as it is met. The order is the same each time.
 */
public final class MergedFiles<T extends IndexedRecord> implements Closeable {
  private final String input;
  private final String stage;
  private final EventTimeField eventTime;
  private final List<FileRecords<T>> files = new ArrayList<>();
  private final PriorityQueue<Head<T>> heads =
      new PriorityQueue<>(
          Comparator.<Head<T>>comparingLong(head -> head.arrived.eventTime())
              .thenComparingInt(head -> head.file));
  private final Deque<Integer> withoutHead = new ArrayDeque<>();

  private record Head<T extends IndexedRecord>(Arrived<T> arrived, int file) {}

  private MergedFiles(String input, EventTimeField eventTime) {
    this.input = input;
    this.stage = "input." + input + ".decode";
    this.eventTime = eventTime;
  }

  /**
   * Opens all files of an input.
   *
   * @throws io.millrace.sdk.MillraceException UNREADABLE if one of them can't be
   */
  public static <T extends IndexedRecord> MergedFiles<T> open(
      FileInput input, RecordType<T> type, String eventTimeField) {
    MergedFiles<T> merged =
        new MergedFiles<>(input.input(), EventTimeField.of(type, eventTimeField));
    try {
      for (DataFile file : DataFile.of(input.files())) {
        merged.withoutHead.addLast(merged.files.size());
        merged.files.add(RecordFiles.open(file, input.format(), type));
      }
      return merged;
    } catch (RuntimeException refused) {
      try {
        merged.close();
      } catch (IOException alsoFailed) {
        refused.addSuppressed(alsoFailed);
      }
      throw refused;
    }
  }

  /** The next event or dead letter; null at the end. */
  public Arrived<T> next() throws IOException {
    while (!withoutHead.isEmpty()) {
      int file = withoutHead.getFirst();
      FileRecords.Entry<T> entry = files.get(file).next();
      if (entry == null) {
        withoutHead.removeFirst();
        files.get(file).close();
        continue;
      }
      Arrived<T> arrived = arrived(entry);
      if (!arrived.isEvent()) {
        return arrived;
      }
      withoutHead.removeFirst();
      heads.add(new Head<>(arrived, file));
    }
    Head<T> earliest = heads.poll();
    if (earliest == null) {
      return null;
    }
    withoutHead.addFirst(earliest.file);
    return earliest.arrived;
  }

  private Arrived<T> arrived(FileRecords.Entry<T> entry) {
    if (entry.decoded() instanceof Decoded.Ok<T> ok) {
      try {
        return Arrived.event(ok, eventTime.millis(ok.event()), entry.raw());
      } catch (BadRecordException bad) {
        return dead(entry.raw(), new Decoded.Bad<>(bad.code(), bad.getMessage()));
      }
    }
    return dead(entry.raw(), (Decoded.Bad<T>) entry.decoded());
  }

  private Arrived<T> dead(RawRecord raw, Decoded.Bad<T> bad) {
    return Arrived.dead(DeadLetters.of(input, stage, raw, bad), raw);
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (FileRecords<T> file : files) {
      try {
        file.close();
      } catch (IOException failure) {
        first = first == null ? failure : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
