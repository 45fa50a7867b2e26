package io.millrace.kafka;

import io.millrace.cluster.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning as somebody does who wants no aborted record. */
final class CommittedRecords implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final KafkaBroker broker;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

  CommittedRecords(Ground ground, String topic) {
    broker = ground.broker();
    Map<String, Object> properties = new HashMap<>(broker.adminProperties());
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList());
  }

  /** Reads on until so many were seen in all, or for four minutes. */
  List<ConsumerRecord<byte[], byte[]>> awaitAll(int count) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (seen.size() < count && Instant.now().isBefore(deadline)) {
      consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }
    return seen;
  }

  /** Reads on to the end that the topic has now. */
  List<ConsumerRecord<byte[], byte[]>> toTheEnd() {
    broker.awaitDecided();
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }
    return seen;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
