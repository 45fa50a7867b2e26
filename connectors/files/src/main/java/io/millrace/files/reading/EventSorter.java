package io.millrace.files.reading;

import io.millrace.formats.flink.Arrived;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Sorts events by their times, those of one time by their files, those of one file by the order in
 * which they are added. What does not fit into memory is written to disk in sorted runs, which are
 * merged (external merge sort).
 */
final class EventSorter<T extends IndexedRecord> implements Closeable {
  /** So many runs are merged at once: each is an open file, and a buffer. */
  static final int FAN_IN = 64;

  private final SortedRuns<T> runs;
  private final long memory;
  private List<Held<T>> batch = new ArrayList<>();
  private long bytes;
  private int given;
  private Merge<T> merge;

  /** An event and the place of its file in the list of all. */
  record Held<T extends IndexedRecord>(Arrived<T> arrived, int file) {
    static <T extends IndexedRecord> Comparator<Held<T>> order() {
      return Comparator.<Held<T>>comparingLong(held -> held.arrived.eventTime())
          .thenComparingInt(held -> held.file);
    }
  }

  /**
   * @param input for messages
   * @param folder for runs; made if there is any, and taken away at the end
   * @param memory about how many bytes events may take
   */
  EventSorter(String input, TypeSerializer<Arrived<T>> serializer, Path folder, long memory) {
    this.runs = new SortedRuns<>(input, serializer, folder);
    this.memory = memory;
  }

  /**
   * About how many bytes of memory an event takes: objects are larger than what they are read from.
   *
   * @param length of the record that it was read from
   */
  static long bytes(int length) {
    return 256 + 3L * length;
  }

  /**
   * Adds an event.
   *
   * @throws io.millrace.sdk.MillraceException UNWRITABLE if there is no place for a run
   */
  void add(Held<T> held, long size) {
    batch.add(held);
    bytes += size;
    if (bytes >= memory) {
      spill();
    }
  }

  /** Sorts everything that was added. */
  void sort() {
    if (runs.count() == 0) {
      batch.sort(Held.order());
      return;
    }
    spill();
    while (runs.count() > FAN_IN) {
      mergeOnce();
    }
    merge = new Merge<>(runs.openAll());
  }

  /** The next event in order; null at the end. */
  Arrived<T> next() {
    if (merge != null) {
      Held<T> held = merge.next();
      return held == null ? null : held.arrived();
    }
    // Freed as it goes: the events that follow may need the memory.
    return given == batch.size() ? null : batch.set(given++, null).arrived();
  }

  private void spill() {
    if (batch.isEmpty()) {
      return;
    }
    batch.sort(Held.order());
    int[] next = {0};
    runs.write(() -> next[0] == batch.size() ? null : batch.get(next[0]++));
    batch = new ArrayList<>();
    bytes = 0;
  }

  /** Merges neighbours, so that the order of the runs stays that in which events were added. */
  private void mergeOnce() {
    int before = runs.count();
    for (int first = 0; first < before; first += FAN_IN) {
      Merge<T> some = new Merge<>(runs.openFirst(Math.min(FAN_IN, before - first)));
      runs.write(some::next);
      runs.removeFirst(Math.min(FAN_IN, before - first));
    }
  }

  /** Runs in order of event time, of equals by file, then the first run. */
  private static final class Merge<T extends IndexedRecord> {
    private final PriorityQueue<SortedRuns.Run<T>> heads =
        new PriorityQueue<>(
            Comparator.<SortedRuns.Run<T>, Held<T>>comparing(SortedRuns.Run::head, Held.order())
                .thenComparingInt(SortedRuns.Run::number));

    Merge(List<SortedRuns.Run<T>> runs) {
      heads.addAll(runs);
    }

    Held<T> next() {
      SortedRuns.Run<T> earliest = heads.poll();
      if (earliest == null) {
        return null;
      }
      Held<T> held = earliest.head();
      if (earliest.advance()) {
        heads.add(earliest);
      }
      return held;
    }
  }

  @Override
  public void close() throws IOException {
    batch = new ArrayList<>();
    runs.close();
  }
}
