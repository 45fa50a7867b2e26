package io.millrace.kafka;

import io.millrace.formats.range.PartitionRange;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What has been fetched of one range and not been taken yet. One thread adds, another takes. */
final class FetchedRange {
  private static final long MOST_RECORDS = 20_000;
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final PartitionRange range;
  private final Runnable hasRoom;
  private final Queue<List<ConsumerRecord<byte[], byte[]>>> batches = new ConcurrentLinkedQueue<>();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private Iterator<ConsumerRecord<byte[], byte[]>> taken = Collections.emptyIterator();
  private long takenRecords;
  private long takenBytes;
  private volatile boolean over;

  /**
   * @param hasRoom called when it is no longer full
   */
  FetchedRange(PartitionRange range, Runnable hasRoom) {
    this.range = range;
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
      records.addAndGet(within.size());
      bytes.addAndGet(size(within));
      batches.add(within);
    }
  }

  /** Says that all of it has been added. */
  void finish() {
    over = true;
  }

  boolean isFull() {
    return records.get() >= MOST_RECORDS || bytes.get() >= MOST_BYTES;
  }

  /** Whether all of it has been added, and what is left can be taken without waiting. */
  boolean isOver() {
    return over;
  }

  /** The next record; null if there is none at present. */
  ConsumerRecord<byte[], byte[]> take() {
    if (!taken.hasNext()) {
      List<ConsumerRecord<byte[], byte[]>> batch = batches.poll();
      boolean wasFull = isFull();
      records.addAndGet(-takenRecords);
      bytes.addAndGet(-takenBytes);
      if (wasFull && !isFull()) {
        hasRoom.run();
      }
      takenRecords = 0;
      takenBytes = 0;
      if (batch == null) {
        return null;
      }
      takenRecords = batch.size();
      takenBytes = size(batch);
      taken = batch.iterator();
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
