package io.millrace.files.reading;

import io.millrace.files.FileInput;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.DeadLetters;
import io.millrace.formats.Decoded;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.EventTimeWarnings;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.avro.RecordType;
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
public final class MergedFiles<T extends IndexedRecord> implements EventFiles<T> {
  private final String input;
  private final String stage;
  private final EventTimeField eventTime;
  private final EventTimeWarnings timeWarnings = new EventTimeWarnings(System::currentTimeMillis);
  private final List<FileRecords<T>> files = new ArrayList<>();
  private final List<RawRecord> latest = new ArrayList<>();
  private final PriorityQueue<Read<T>> heads =
      new PriorityQueue<>(
          Comparator.<Read<T>>comparingLong(read -> read.arrived.eventTime())
              .thenComparingInt(read -> read.file));
  private final Deque<Integer> withoutHead = new ArrayDeque<>();

  /**
   * An event or dead letter, and where it was read.
   *
   * @param file the place of its file in the list of all
   * @param length of its record, in bytes; 0 if the event before it is of the same record
   */
  record Read<T extends IndexedRecord>(
      Arrived<T> arrived, int file, Position position, int length) {}

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
        merged.latest.add(null);
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

  @Override
  public Arrived<T> next() throws IOException {
    Read<T> read = read();
    return read == null ? null : read.arrived;
  }

  /** The next event or dead letter, and where it stands; null at the end. */
  Read<T> read() throws IOException {
    while (!withoutHead.isEmpty()) {
      int file = withoutHead.getFirst();
      FileRecords.Entry<T> entry = files.get(file).next();
      if (entry == null) {
        withoutHead.removeFirst();
        files.get(file).close();
        continue;
      }
      Read<T> read = read(entry, file);
      if (!read.arrived.isEvent()) {
        return read;
      }
      withoutHead.removeFirst();
      heads.add(read);
    }
    Read<T> earliest = heads.poll();
    if (earliest != null) {
      withoutHead.addFirst(earliest.file);
    }
    return earliest;
  }

  private Read<T> read(FileRecords.Entry<T> entry, int file) {
    RawRecord raw = entry.raw();
    boolean again = latest.set(file, raw) == raw;
    return new Read<>(arrived(entry), file, raw.position(), again ? 0 : raw.value().length);
  }

  private Arrived<T> arrived(FileRecords.Entry<T> entry) {
    if (entry.decoded() instanceof Decoded.Ok<T> ok) {
      try {
        long millis = eventTime.millis(ok.event());
        RawRecord raw = entry.raw();
        return Arrived.event(
            ok.event(), millis, raw, timeWarnings.of(millis, raw.position(), ok.warnings()));
      } catch (BadRecordException bad) {
        return dead(entry.raw(), new Decoded.Bad<>(bad.code(), bad.getMessage()), ok.warnings());
      }
    }
    return dead(entry.raw(), (Decoded.Bad<T>) entry.decoded(), List.of());
  }

  private Arrived<T> dead(RawRecord raw, Decoded.Bad<T> bad, List<DataWarning> warnings) {
    return Arrived.dead(DeadLetters.of(input, stage, raw, bad), raw, warnings);
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
