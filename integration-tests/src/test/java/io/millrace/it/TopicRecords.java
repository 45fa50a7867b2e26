package io.millrace.it;

import io.millrace.cluster.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The committed records of the one partition of a topic, from its beginning. */
final class TopicRecords implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final KafkaBroker broker;
  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

  TopicRecords(KafkaBroker broker, String topic) {
    this.broker = broker;
    partition = new TopicPartition(topic, 0);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrap(),
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** Waits for so many, and for those that come with them. */
  List<ConsumerRecord<byte[], byte[]>> awaitAll(int count) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (seen.size() < count) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(
            "waited in vain for %d records of %s: %d came"
                .formatted(count, partition, seen.size()));
      }
      consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }
    return toTheEnd();
  }

  /** Reads on to the end that the topic has now. */
  List<ConsumerRecord<byte[], byte[]>> toTheEnd() {
    broker.awaitDecided();
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    while (consumer.position(partition) < end) {
      consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }
    return seen;
  }

  static void send(String bootstrap, List<ProducerRecord<byte[], byte[]>> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      records.forEach(producer::send);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
