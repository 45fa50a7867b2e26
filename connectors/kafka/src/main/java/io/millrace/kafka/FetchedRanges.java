package io.millrace.kafka;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RecordRanges;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Fetches ranges in a thread of its own, a bounded way ahead of whoever takes the records. A
 * partition that is far enough ahead pauses, so that the others of the same consumer go on.
 */
final class FetchedRanges implements RecordRanges.Opened {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long JOIN_MILLIS = 30_000;

  /** After so long without a record, somebody should know; brokers restart sooner. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What all ranges together may hold, and what each may hold however many there are. */
  private static final long MOST_RECORDS = 100_000;

  private static final long MOST_BYTES = 64L * 1024 * 1024;
  private static final long LEAST_RECORDS = 1_000;
  private static final long LEAST_BYTES = 256L * 1024;

  private final Map<TopicPartition, FetchedRange> byPartition = new HashMap<>();
  private final List<FetchedRange> ranges;
  private final Supplier<KafkaConsumer<byte[], byte[]>> consumers;
  private final Runnable arrived;

  private volatile boolean closed;
  private volatile RuntimeException failure;
  private Instant progress = Instant.now();
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private Thread thread;

  FetchedRanges(
      List<PartitionRange> ranges,
      Supplier<KafkaConsumer<byte[], byte[]>> consumers,
      Runnable arrived) {
    long records = Math.max(LEAST_RECORDS, MOST_RECORDS / ranges.size());
    long bytes = Math.max(LEAST_BYTES, MOST_BYTES / ranges.size());
    this.ranges =
        ranges.stream()
            .map(range -> new FetchedRange(range, records, bytes, this::hasRoom))
            .toList();
    this.ranges.forEach(range -> byPartition.put(range.partition(), range));
    this.consumers = consumers;
    this.arrived = arrived;
  }

  void start(String name) {
    thread = new Thread(this::fetch, "fetch " + name);
    thread.setDaemon(true);
    // As the task's own, so that Kafka's client finds the classes of the job.
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
  }

  @Override
  public RawRecord next(int range) {
    ConsumerRecord<byte[], byte[]> record = ranges.get(range).take();
    if (record == null && failure != null) {
      throw failure;
    }
    return record == null ? null : KafkaEventReader.raw(record);
  }

  @Override
  public boolean isOver(int range) {
    return ranges.get(range).isOver();
  }

  private void fetch() {
    try (KafkaConsumer<byte[], byte[]> own = consumers.get()) {
      consumer = own;
      own.assign(byPartition.keySet());
      byPartition.forEach((partition, range) -> own.seek(partition, range.start()));
      while (!closed && !byPartition.isEmpty()) {
        fetchOnce(own);
      }
    } catch (WakeupException closing) {
      // Only close() wakes it.
    } catch (OffsetOutOfRangeException gone) {
      // No restart brings them back.
      failure = new SuppressRestartsException(gone(gone.offsetOutOfRangePartitions()));
    } catch (RuntimeException other) {
      failure = other;
    } catch (Throwable error) {
      failure = new IllegalStateException("fetching failed", error);
    } finally {
      arrived.run();
    }
  }

  private void fetchOnce(KafkaConsumer<byte[], byte[]> own) {
    Set<TopicPartition> full =
        byPartition.entrySet().stream()
            .filter(entry -> entry.getValue().isFull())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (full.size() == byPartition.size()) {
      progress = Instant.now();
      awaitRoom();
      return;
    }
    own.pause(full);
    own.resume(byPartition.keySet().stream().filter(one -> !full.contains(one)).toList());
    ConsumerRecords<byte[], byte[]> records = own.poll(POLL);
    boolean news = !records.isEmpty();
    records.partitions().forEach(one -> byPartition.get(one).add(records.records(one)));
    // The position, for the last offsets of a range may hold no record.
    Set<TopicPartition> over =
        byPartition.entrySet().stream()
            .filter(entry -> own.position(entry.getKey()) >= entry.getValue().end())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!over.isEmpty()) {
      over.forEach(one -> byPartition.remove(one).finish());
      own.assign(byPartition.keySet());
    }
    if (news || !over.isEmpty()) {
      progress = Instant.now();
      arrived.run();
    } else if (Instant.now().isAfter(progress.plus(PATIENCE))) {
      throw new TimeoutException(
          byPartition.keySet() + " gave no record for " + PATIENCE.toMinutes() + " min");
    }
  }

  private synchronized void awaitRoom() {
    try {
      if (!closed && byPartition.values().stream().allMatch(FetchedRange::isFull)) {
        wait(POLL.toMillis());
      }
    } catch (InterruptedException stopped) {
      closed = true;
    }
  }

  private synchronized void hasRoom() {
    notifyAll();
  }

  private static MillraceException gone(Map<TopicPartition, Long> positions) {
    return new MillraceException(
        ErrorCode.OUT_OF_RANGE,
        "Kafka no longer has the records of "
            + positions.entrySet().stream()
                .map(one -> one.getKey() + " at offset " + one.getValue())
                .sorted()
                .collect(Collectors.joining(", "))
            + ", which the range names: retention deleted them, or the topic was made anew;"
            + " expected a range within the topic, or an archive that holds them");
  }

  @Override
  public void close() {
    closed = true;
    hasRoom();
    KafkaConsumer<byte[], byte[]> own = consumer;
    if (own != null) {
      own.wakeup();
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
    }
  }
}
