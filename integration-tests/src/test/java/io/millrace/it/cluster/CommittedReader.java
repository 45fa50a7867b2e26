package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning, committed records only, all the while that a job writes it:
 * what a consumer sees.
 */
final class CommittedReader implements AutoCloseable {
  private final KafkaBroker broker;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Thread thread;
  private volatile boolean stopping;

  CommittedReader(KafkaBroker broker, String topic) {
    this.broker = broker;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrap(),
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::poll, "reader of " + topic);
    thread.start();
  }

  private void poll() {
    while (!stopping || !isAtEnd()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        synchronized (records) {
          records.add(record);
        }
      }
    }
  }

  private boolean isAtEnd() {
    // For a committed reader the end is the last stable offset: no open transaction may be waited
    // for.
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** What has been seen so far. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    synchronized (records) {
      return List.copyOf(records);
    }
  }

  /** Reads to the end as it is now, then says all that was seen, as text. */
  List<String> finish() {
    broker.awaitDecided();
    stop();
    return records().stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private void stop() {
    stopping = true;
    try {
      thread.join(Duration.ofMinutes(5).toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    assertThat(thread.isAlive()).as(thread.getName() + " still reads").isFalse();
  }

  @Override
  public void close() {
    stop();
    consumer.close();
  }
}
