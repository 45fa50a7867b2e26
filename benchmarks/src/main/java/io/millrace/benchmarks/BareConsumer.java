package io.millrace.benchmarks;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A loop around Kafka's client, with the settings that our source gives it, and nothing else. */
final class BareConsumer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<PartitionRange> ranges;

  BareConsumer(String bootstrap, List<PartitionRange> ranges) {
    this.ranges = ranges;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "max.poll.records", "5000",
                "fetch.min.bytes", "65536",
                "fetch.max.wait.ms", "100",
                "max.partition.fetch.bytes", "4194304"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(ranges.stream().map(BareConsumer::partition).toList());
    ranges.forEach(range -> consumer.seek(partition(range), range.start()));
  }

  private static TopicPartition partition(PartitionRange range) {
    return new TopicPartition(range.topic(), range.partition());
  }

  boolean isOver() {
    return ranges.stream().allMatch(range -> consumer.position(partition(range)) >= range.end());
  }

  /** Reads what comes next; gives the sum of what is made of each record. */
  long poll(ToIntFunction<RawRecord> made) {
    long sum = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      sum +=
          made.applyAsInt(
              new RawRecord(
                  record.value(),
                  record.key(),
                  List.of(),
                  new Position.InTopic(record.topic(), record.partition(), record.offset()),
                  record.timestamp(),
                  RawRecord.NO_TIME));
    }
    return sum;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
