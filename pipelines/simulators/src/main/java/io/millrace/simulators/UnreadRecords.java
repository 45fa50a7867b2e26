package io.millrace.simulators;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a job is behind the topic that it reads, by the positions that its checkpoints write to
 * its consumer group.
 */
public final class UnreadRecords {
  private UnreadRecords() {}

  /**
   * Counts the offsets of a topic that no checkpoint covers yet.
   *
   * @param properties of a Kafka client: address and login
   * @throws ExecutionException if the broker refuses to say
   */
  public static long count(Map<String, Object> properties, String group, String topic)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(properties)) {
      List<TopicPartition> partitions =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      long end =
          admin
              .listOffsets(
                  partitions.stream()
                      .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
              .all()
              .get()
              .values()
              .stream()
              .mapToLong(offset -> offset.offset())
              .sum();
      long read =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .entrySet()
              .stream()
              .filter(position -> position.getKey().topic().equals(topic))
              .mapToLong(position -> position.getValue().offset())
              .sum();
      return end - read;
    }
  }
}
