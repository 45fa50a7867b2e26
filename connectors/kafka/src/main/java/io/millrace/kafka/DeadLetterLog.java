package io.millrace.kafka;

import io.millrace.sdk.MillraceException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The letters of a topic of dead letters, read from it without a trace. */
public final class DeadLetterLog {
  private final KafkaConnection connection;
  private final String topic;

  public DeadLetterLog(KafkaConnection connection, String topic) {
    this.connection = connection;
    this.topic = topic;
  }

  String topic() {
    return topic;
  }

  /**
   * Hands on the letters that are there now, partition by partition, in their order.
   *
   * @param from the least time of letters that matter; null for all
   * @param strangers receives, for each record that is no letter, why
   * @throws MillraceException EXTERNAL if nothing answers at the address, or it is refused;
   *     UNKNOWN_NAME if there is no such topic
   */
  public void read(
      Instant from, Consumer<StoredLetter> letters, Consumer<MillraceException> strangers) {
    new BootstrapServers(connection.bootstrap()).reach(KafkaCheck.CONNECT);
    Map<TopicPartition, Long> ends = sorted(KafkaOffsets.end(connection, topic));
    Map<TopicPartition, Long> starts = KafkaOffsets.beginning(connection, topic);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      ends.forEach(
          (partition, end) -> {
            long start =
                from == null ? starts.get(partition) : first(consumer, partition, from, end);
            CommittedRange.read(
                consumer, partition, start, end, record -> hand(record, letters, strangers));
          });
    } catch (KafkaException failure) {
      throw failed(failure);
    }
  }

  /**
   * The letter at one place.
   *
   * @return empty if there is no such place, or no committed record at it
   * @throws MillraceException MALFORMED if the record is no letter
   */
  public Optional<StoredLetter> at(int partition, long offset) {
    new BootstrapServers(connection.bootstrap()).reach(KafkaCheck.CONNECT);
    TopicPartition place = new TopicPartition(topic, partition);
    Long end = KafkaOffsets.end(connection, topic).get(place);
    Long start = KafkaOffsets.beginning(connection, topic).get(place);
    if (end == null || offset < start || offset >= end) {
      return Optional.empty();
    }
    StoredLetter[] found = new StoredLetter[1];
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      CommittedRange.read(consumer, place, offset, offset + 1, record -> found[0] = stored(record));
      return Optional.ofNullable(found[0]);
    } catch (KafkaException failure) {
      throw failed(failure);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return CommittedRange.consumer(connection, "millrace-deadletters");
  }

  /** No letter of that time or a later one stands before it. */
  private static long first(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Instant from, long end) {
    OffsetAndTimestamp found =
        consumer.offsetsForTimes(Map.of(partition, from.toEpochMilli())).get(partition);
    return found == null ? end : found.offset();
  }

  private static void hand(
      ConsumerRecord<byte[], byte[]> record,
      Consumer<StoredLetter> letters,
      Consumer<MillraceException> strangers) {
    StoredLetter letter;
    try {
      letter = stored(record);
    } catch (MillraceException stranger) {
      strangers.accept(stranger);
      return;
    }
    letters.accept(letter);
  }

  private static StoredLetter stored(ConsumerRecord<byte[], byte[]> record) {
    return new StoredLetter(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        DeadLetterTopic.read(record));
  }

  private static Map<TopicPartition, Long> sorted(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> sorted =
        new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
    sorted.putAll(offsets);
    return sorted;
  }

  private MillraceException failed(KafkaException failure) {
    return KafkaFailures.of(
        connection, "Topic '" + topic + "' of Kafka at " + connection.bootstrap(), failure);
  }
}
