package io.millrace.kafka;

import io.millrace.formats.flink.range.PartitionRange;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What has been fetched of one range and not been taken yet. One thread adds, another takes. */
final class FetchedRange {
  private final PartitionRange range;
  private final long mostRecords;
  private final long mostBytes;
  private final Runnable hasRoom;
  private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private Batch current = new Batch(List.of(), 0);
  private Iterator<ConsumerRecord<byte[], byte[]>> taken = current.records().iterator();
  private volatile boolean over;

  /** Records that came together, and their size. */
  private record Batch(List<ConsumerRecord<byte[], byte[]>> records, long bytes) {}

  /**
   * @param mostRecords with how many it is full, and so with {@code mostBytes}
   * @param hasRoom called when it is no longer full
   */
  FetchedRange(PartitionRange range, long mostRecords, long mostBytes, Runnable hasRoom) {
    this.range = range;
    this.mostRecords = mostRecords;
    this.mostBytes = mostBytes;
    this.hasRoom = hasRoom;
  }

  TopicPartition partition() {
    return new TopicPartition(range.topic(), range.partition());
  }

  long start() {
    return range.start();
  }

  long end() {
    return range.end();
  }

  /** Keeps those of a batch that are in the range. */
  void add(List<ConsumerRecord<byte[], byte[]>> batch) {
    boolean whole = batch.get(batch.size() - 1).offset() < range.end();
    List<ConsumerRecord<byte[], byte[]>> within =
        whole ? batch : batch.stream().filter(record -> record.offset() < range.end()).toList();
    if (!within.isEmpty()) {
      Batch added = new Batch(within, size(within));
      records.addAndGet(within.size());
      bytes.addAndGet(added.bytes());
      batches.add(added);
    }
  }

  /** Says that all of it has been added. */
  void finish() {
    over = true;
  }

  boolean isFull() {
    return records.get() >= mostRecords || bytes.get() >= mostBytes;
  }

  /** Whether all of it has been added, and what is left can be taken without waiting. */
  boolean isOver() {
    return over;
  }

  /** The next record; null if there is none at present. */
  ConsumerRecord<byte[], byte[]> take() {
    if (!taken.hasNext()) {
      Batch next = batches.poll();
      boolean wasFull = isFull();
      records.addAndGet(-current.records().size());
      bytes.addAndGet(-current.bytes());
      if (wasFull && !isFull()) {
        hasRoom.run();
      }
      current = next == null ? new Batch(List.of(), 0) : next;
      taken = current.records().iterator();
      if (next == null) {
        return null;
      }
    }
    return taken.next();
  }

  private static long size(List<ConsumerRecord<byte[], byte[]>> batch) {
    long size = 0;
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      size += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
    return size;
  }
}
