package io.millrace.kafka;

import io.millrace.formats.RawRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Looks at committed records of one topic, and leaves no trace: it is in no consumer group, commits
 * no position and makes no topic.
 */
public final class TopicTap implements AutoCloseable {
  private final KafkaConnection connection;
  private final String topic;
  private final Map<TopicPartition, Long> ends;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private TopicTap(
      KafkaConnection connection,
      String topic,
      Map<TopicPartition, Long> ends,
      KafkaConsumer<byte[], byte[]> consumer) {
    this.connection = connection;
    this.topic = topic;
    this.ends = ends;
    this.consumer = consumer;
  }

  /**
   * Opens a topic at its end.
   *
   * @throws io.millrace.sdk.MillraceException EXTERNAL if nothing answers at the address, or it is
   *     refused; UNKNOWN_NAME if there is no such topic
   */
  public static TopicTap open(KafkaConnection connection, String topic) {
    new BootstrapServers(connection.bootstrap()).reach(KafkaCheck.CONNECT);
    Map<TopicPartition, Long> ends = KafkaOffsets.end(connection, topic);
    KafkaConsumer<byte[], byte[]> consumer = CommittedRange.consumer(connection, "millrace-tap");
    consumer.assign(ends.keySet());
    return new TopicTap(connection, topic, ends, consumer);
  }

  /**
   * Hands on records that come from now on, one by one as they come.
   *
   * @param limit after how many it returns
   * @param patience after which it returns with fewer
   * @return how many were handed on
   */
  public int next(int limit, Duration patience, Consumer<RawRecord> seen) {
    Instant deadline = Instant.now().plus(patience);
    int count = 0;
    try {
      ends.forEach(consumer::seek);
      while (count < limit && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(CommittedRange.POLL)) {
          if (count < limit) {
            seen.accept(KafkaEventReader.raw(record));
            count++;
          }
        }
      }
      return count;
    } catch (KafkaException failure) {
      throw failed(failure);
    }
  }

  /**
   * The last records before the end that the topic had when it was opened, in order of their
   * timestamps; fewer, if it has no more.
   *
   * @param count how many
   */
  public List<RawRecord> last(int count) {
    try {
      Map<TopicPartition, Long> beginnings = KafkaOffsets.beginning(connection, topic);
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      for (TopicPartition partition : ends.keySet()) {
        found.addAll(last(partition, beginnings.get(partition), count));
      }
      found.sort(
          Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
              .thenComparing(ConsumerRecord::partition)
              .thenComparing(ConsumerRecord::offset));
      return found.subList(Math.max(0, found.size() - count), found.size()).stream()
          .map(KafkaEventReader::raw)
          .toList();
    } catch (KafkaException failure) {
      throw failed(failure);
    } finally {
      consumer.assign(ends.keySet());
    }
  }

  /** The offset after the last record of each partition, as it was when the topic was opened. */
  public Map<TopicPartition, Long> ends() {
    return ends;
  }

  /**
   * The first records of a partition from an offset on, before the end that the topic had when it
   * was opened; fewer, if it has no more.
   *
   * @param count how many
   */
  public List<RawRecord> from(TopicPartition partition, long offset, int count) {
    try {
      List<RawRecord> found = new ArrayList<>();
      CommittedRange.readWhile(
          consumer,
          partition,
          offset,
          ends.get(partition),
          record -> found.size() < count && found.add(KafkaEventReader.raw(record)));
      return found;
    } catch (KafkaException failure) {
      throw failed(failure);
    }
  }

  /**
   * Hands on every record from the beginning to the end that the topic had when it was opened, each
   * partition's in their order.
   *
   * @throws io.millrace.sdk.MillraceException EXTERNAL if the topic gives no more before its end
   */
  public void all(Consumer<RawRecord> seen) {
    try {
      consumer.seekToBeginning(ends.keySet());
      Set<TopicPartition> unread = unread(ends.keySet());
      Instant deadline = Instant.now().plus(CommittedRange.PATIENCE);
      while (!unread.isEmpty()) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(CommittedRange.POLL);
        for (ConsumerRecord<byte[], byte[]> record : polled) {
          if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
            seen.accept(KafkaEventReader.raw(record));
          }
        }
        if (!polled.isEmpty()) {
          deadline = Instant.now().plus(CommittedRange.PATIENCE);
        } else if (Instant.now().isAfter(deadline)) {
          throw new TimeoutException(
              unread + " gave no more within " + CommittedRange.PATIENCE.toSeconds() + " s");
        }
        unread = unread(unread);
      }
    } catch (KafkaException failure) {
      throw failed(failure);
    } finally {
      consumer.resume(ends.keySet());
    }
  }

  /**
   * By position, for the markers of transactions have offsets too. What is read is fetched no more.
   */
  private Set<TopicPartition> unread(Set<TopicPartition> partitions) {
    Set<TopicPartition> unread = new HashSet<>(partitions);
    unread.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
    Set<TopicPartition> read = new HashSet<>(partitions);
    read.removeAll(unread);
    consumer.pause(read);
    return unread;
  }

  /** Ever more offsets are read, for the markers of transactions use up some. */
  private List<ConsumerRecord<byte[], byte[]>> last(
      TopicPartition partition, long beginning, int count) {
    long end = ends.get(partition);
    long span = count;
    while (true) {
      long start = Math.max(beginning, end - span);
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      CommittedRange.read(consumer, partition, start, end, found::add);
      if (found.size() >= count || start == beginning) {
        return found.subList(Math.max(0, found.size() - count), found.size());
      }
      span *= 2;
    }
  }

  private RuntimeException failed(KafkaException failure) {
    return KafkaFailures.of(
        connection, "Topic '" + topic + "' of Kafka at " + connection.bootstrap(), failure);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
