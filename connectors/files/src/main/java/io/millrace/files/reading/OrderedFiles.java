package io.millrace.files.reading;

import io.millrace.files.EventOrder;
import io.millrace.files.FileInput;
import io.millrace.files.OutOfOrderFiles;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;

/**
 * The events of all files of one input in the order of their event times, of equals first those of
 * the first file, within one file in its own order; {@link EventOrder} says when they are handed on
 * as they are read instead. A dead letter comes as soon as it is met.
 */
public final class OrderedFiles<T extends IndexedRecord> implements EventFiles<T> {
  /** After so many records it is seen whether the reading thread shall end. */
  private static final int PATIENCE = 4096;

  private final String input;
  private final MergedFiles<T> files;
  private final EventOrder order;
  private final EventSorter<T> sorter;
  private final Deque<EventSorter.Held<T>> ahead = new ArrayDeque<>();
  private Phase phase;
  private long aheadBytes;
  private long greatest = Long.MIN_VALUE;
  private long furthestBehind;
  private int untilSeen = PATIENCE;

  private enum Phase {
    /** Reads events that wait until it is known what becomes of them. */
    AHEAD,
    /** Hands on what waits, then what is read. */
    AS_READ,
    /** Reads everything, to be sorted. */
    COLLECTING,
    /** Hands on what is sorted. */
    SORTED
  }

  private OrderedFiles(
      String input, MergedFiles<T> files, EventOrder order, EventSorter<T> sorter) {
    this.input = input;
    this.files = files;
    this.order = order;
    this.sorter = sorter;
    this.phase = order.sorted() ? Phase.COLLECTING : Phase.AHEAD;
  }

  /**
   * Opens all files of an input.
   *
   * @throws io.millrace.sdk.MillraceException UNREADABLE if one of them can't be
   */
  public static <T extends IndexedRecord> OrderedFiles<T> open(
      FileInput input, RecordType<T> type, String eventTimeField, EventOrder order) {
    return new OrderedFiles<>(
        input.input(),
        MergedFiles.open(input, type, eventTimeField),
        order,
        new EventSorter<>(
            input.input(),
            new ArrivedTypeInfo<>(type).createSerializer(new SerializerConfigImpl()),
            Path.of(order.temporary()),
            order.memory()));
  }

  /**
   * @throws OutOfOrderFiles if an event lies too far behind those that were handed on
   * @throws io.millrace.sdk.MillraceException UNWRITABLE if there is no place to sort
   */
  @Override
  public Arrived<T> next() throws IOException {
    while (true) {
      if (phase == Phase.SORTED) {
        return sorter.next();
      } else if (phase == Phase.AS_READ && !ahead.isEmpty()) {
        return ahead.poll().arrived();
      }
      MergedFiles.Read<T> read = files.read();
      if (read == null) {
        if (phase == Phase.AS_READ) {
          return null;
        }
        sort();
      } else if (!read.arrived().isEvent()) {
        return read.arrived();
      } else if (phase == Phase.AS_READ) {
        return inOrder(read);
      } else {
        keep(read);
      }
    }
  }

  private Arrived<T> inOrder(MergedFiles.Read<T> read) {
    long behind = behind(read);
    if (behind > order.outOfOrderness().toMillis()) {
      throw new OutOfOrderFiles(input, read.position().toString(), behind, order.outOfOrderness());
    }
    return read.arrived();
  }

  /** By how much an event lies behind the latest before it, in ms. */
  private long behind(MergedFiles.Read<T> read) {
    long time = read.arrived().eventTime();
    if (time >= greatest) {
      greatest = time;
      return 0;
    }
    return greatest - time;
  }

  private void keep(MergedFiles.Read<T> read) throws IOException {
    if (--untilSeen == 0) {
      untilSeen = PATIENCE;
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("the job has ended");
      }
    }
    EventSorter.Held<T> held = new EventSorter.Held<>(read.arrived(), read.file());
    long bytes = EventSorter.bytes(read.length());
    if (phase == Phase.COLLECTING) {
      sorter.add(held, bytes);
      return;
    }
    furthestBehind = Math.max(furthestBehind, behind(read));
    ahead.add(held);
    aheadBytes += bytes;
    if (aheadBytes >= order.ahead()) {
      if (furthestBehind <= order.outOfOrderness().toMillis()) {
        phase = Phase.AS_READ;
      } else {
        collect();
      }
    }
  }

  /** Lets what was read so far be sorted, with all that comes. */
  private void collect() {
    phase = Phase.COLLECTING;
    long each = aheadBytes / Math.max(1, ahead.size());
    while (!ahead.isEmpty()) {
      sorter.add(ahead.poll(), each);
    }
  }

  private void sort() {
    collect();
    sorter.sort();
    phase = Phase.SORTED;
  }

  @Override
  public void close() throws IOException {
    try (sorter) {
      files.close();
    }
  }
}
