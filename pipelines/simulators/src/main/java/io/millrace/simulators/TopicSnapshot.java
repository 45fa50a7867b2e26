package io.millrace.simulators;

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

/** All committed records that a topic holds now, from all partitions. */
public final class TopicSnapshot {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicSnapshot() {}

  /**
   * Reads a topic from its beginning to where it ends at this moment.
   *
   * @param properties of a Kafka client: address and login
   * @param patience how long to go on while nothing comes
   * @throws IllegalStateException if the end was not reached
   */
  public static List<ConsumerRecord<byte[], byte[]>> read(
      Map<String, Object> properties, String topic, Duration patience) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("isolation.level", "read_committed");
    all.put("auto.offset.reset", "none");
    all.put("enable.auto.commit", "false");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant deadline = Instant.now().plus(patience);
      // By position, not by the last record: markers of transactions have offsets too.
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        var polled = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> one : polled) {
          if (one.offset() < ends.get(new TopicPartition(topic, one.partition()))) {
            records.add(one);
          }
        }
        if (!polled.isEmpty()) {
          deadline = Instant.now().plus(patience);
        } else if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException(
              "Topic " + topic + " was not read to its end " + ends + " for " + patience);
        }
      }
    }
    return records;
  }
}
