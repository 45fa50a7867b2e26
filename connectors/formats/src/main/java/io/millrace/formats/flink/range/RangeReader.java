package io.millrace.formats.flink.range;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventReader;
import io.millrace.formats.flink.EventTimeWatermarks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads some ranges as one stream: of the next records of the partitions always the one with the
 * earliest event, of equals that of the lowest partition. What has no event time comes as soon as
 * it is met. The place in each range is all the state there is.
 */
final class RangeReader<T extends IndexedRecord>
    implements SourceReader<Arrived<T>, PartitionRange> {
  private final RecordRanges records;
  private final String client;
  private final Supplier<EventReader<T>> readers;
  private final Duration maxFuture;
  private final CompletableFuture<Void> told = new CompletableFuture<>();
  private final List<PartitionRange> ranges = new ArrayList<>();
  private final List<Lane<T>> lanes = new ArrayList<>();
  private final List<Lane<T>> lacking = new ArrayList<>();
  private final PriorityQueue<Lane<T>> heads =
      new PriorityQueue<>(
          Comparator.<Lane<T>>comparingLong(lane -> lane.headTime)
              .thenComparingInt(lane -> lane.index));

  private EventReader<T> events;
  private RecordRanges.Opened opened;
  private volatile CompletableFuture<Void> available = told;

  /** One range, and its next record. */
  private static final class Lane<T extends IndexedRecord> {
    final int index;
    final PartitionRange range;
    final SourceOutput<Arrived<T>> output;
    long next;
    List<Arrived<T>> head;
    long headTime;
    long behindHead;

    Lane(int index, PartitionRange range, SourceOutput<Arrived<T>> output) {
      this.index = index;
      this.range = range;
      this.output = output;
      this.next = range.start();
    }
  }

  RangeReader(
      RecordRanges records, String client, Supplier<EventReader<T>> readers, Duration maxFuture) {
    this.maxFuture = maxFuture;
    this.records = records;
    this.client = client;
    this.readers = readers;
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<PartitionRange> splits) {
    splits.stream().filter(range -> !range.isEmpty()).forEach(ranges::add);
  }

  @Override
  public void notifyNoMoreSplits() {
    ranges.sort(
        Comparator.comparing(PartitionRange::topic).thenComparing(PartitionRange::partition));
    told.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Arrived<T>> output) throws IOException {
    if (!told.isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (ranges.isEmpty()) {
      return InputStatus.END_OF_INPUT;
    }
    if (opened == null) {
      open(output);
    }
    if (!fill(output)) {
      // Armed first: what comes from here on completes it, what came before is found by the look.
      available = new CompletableFuture<>();
      if (!fill(output)) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      // Nobody may be left to complete what was armed.
      available = told;
    }
    Lane<T> earliest = heads.poll();
    if (earliest == null) {
      return InputStatus.END_OF_INPUT;
    }
    for (Arrived<T> arrived : earliest.head) {
      earliest.output.collect(arrived);
    }
    earliest.next = earliest.behindHead;
    earliest.head = null;
    lacking.add(earliest);
    return InputStatus.MORE_AVAILABLE;
  }

  private void open(ReaderOutput<Arrived<T>> output) throws IOException {
    events = readers.get();
    for (PartitionRange range : ranges) {
      // All at once: an output that is not there yet holds no watermark back.
      lanes.add(new Lane<>(lanes.size(), range, output.createOutputForSplit(range.splitId())));
    }
    lacking.addAll(lanes);
    opened = records.open(ranges, client, () -> available.complete(null));
  }

  /** Sees to it that each range that is not over has its next record; says whether it has. */
  private boolean fill(ReaderOutput<Arrived<T>> output) throws IOException {
    for (int i = lacking.size() - 1; i >= 0; i--) {
      Lane<T> lane = lacking.get(i);
      // Asked first: it may end between the two questions.
      boolean over = opened.isOver(lane.index);
      RawRecord raw = opened.next(lane.index);
      if (raw != null) {
        lane.head = events.read(raw);
        lane.headTime = headTime(lane.head);
        lane.behindHead = ((Position.InTopic) raw.position()).offset() + 1;
        heads.add(lane);
        lacking.remove(i);
      } else if (over) {
        lane.next = lane.range.end();
        output.releaseOutputForSplit(lane.range.splitId());
        lacking.remove(i);
      }
    }
    return lacking.isEmpty();
  }

  /** A clock that runs ahead shall not keep its partition waiting for all others. */
  private long headTime(List<Arrived<T>> head) {
    return head.isEmpty() || EventTimeWatermarks.inFuture(head.get(0), maxFuture)
        ? RawRecord.NO_TIME
        : head.get(0).eventTime();
  }

  @Override
  public List<PartitionRange> snapshotState(long checkpoint) {
    return lanes.isEmpty()
        ? List.copyOf(ranges)
        : lanes.stream().map(lane -> lane.range.from(lane.next)).toList();
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
