package io.millrace.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records of stretches of partitions, and leaves no trace: in no consumer group,
 * with no position committed and no topic made.
 */
final class CommittedRange {
  static final Duration POLL = Duration.ofMillis(100);
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private CommittedRange() {}

  /**
   * A consumer to read with.
   *
   * @throws io.millrace.sdk.MillraceException OUT_OF_RANGE if it refuses its properties
   */
  static KafkaConsumer<byte[], byte[]> consumer(KafkaConnection connection, String clientId) {
    Properties settings = connection.forConsumers();
    settings.setProperty("client.id", clientId);
    settings.setProperty("isolation.level", "read_committed");
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("allow.auto.create.topics", "false");
    // What retention deletes in the meantime was not to be seen.
    settings.setProperty("auto.offset.reset", "earliest");
    try {
      return new KafkaConsumer<>(
          settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException refused) {
      throw KafkaFailures.refusedProperties(connection, refused);
    }
  }

  /**
   * Hands on the records from one offset to before another, in their order.
   *
   * @param consumer which is assigned this partition, and no other, by this
   * @throws TimeoutException if half a minute passes without any progress
   */
  static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long start,
      long end,
      Consumer<ConsumerRecord<byte[], byte[]>> seen) {
    readWhile(
        consumer,
        partition,
        start,
        end,
        record -> {
          seen.accept(record);
          return true;
        });
  }

  /**
   * The same until one is not wanted any more.
   *
   * @param wanted whether a record, which is handed on by this, was wanted
   */
  static void readWhile(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long start,
      long end,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, start);
    Instant deadline = Instant.now().plus(PATIENCE);
    long position = start;
    while (position < end) {
      if (Instant.now().isAfter(deadline)) {
        throw new TimeoutException(
            partition + " gave no more within " + PATIENCE.toSeconds() + " s");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end && !wanted.test(record)) {
          return;
        }
      }
      if (consumer.position(partition) > position) {
        position = consumer.position(partition);
        deadline = Instant.now().plus(PATIENCE);
      }
    }
  }
}
