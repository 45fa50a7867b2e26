package io.millrace.kafka;

import io.millrace.sdk.MillraceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What offsets a topic has at present. */
public final class KafkaOffsets {
  private KafkaOffsets() {}

  /**
   * The offset after the last committed record of each partition. What a transaction has written
   * that is still open lies behind it, so nobody waits for that transaction.
   *
   * @throws MillraceException EXTERNAL or UNKNOWN_NAME if the cluster can't say
   */
  public static Map<TopicPartition, Long> end(KafkaConnection connection, String topic) {
    return offsets(connection, topic, OffsetSpec.latest());
  }

  /**
   * The offset of the oldest record of each partition.
   *
   * @throws MillraceException EXTERNAL or UNKNOWN_NAME if the cluster can't say
   */
  public static Map<TopicPartition, Long> beginning(KafkaConnection connection, String topic) {
    return offsets(connection, topic, OffsetSpec.earliest());
  }

  /**
   * The id that a topic got when it was made: one that was made anew under the same name has
   * another.
   *
   * @throws MillraceException EXTERNAL or UNKNOWN_NAME if the cluster can't say
   */
  public static String topicId(KafkaConnection connection, String topic) {
    try (KafkaAdmin admin = KafkaAdmin.open(connection)) {
      return describe(admin, topic).topicId().toString();
    } catch (ExecutionException failure) {
      throw KafkaFailures.of(
          connection,
          "Topic '" + topic + "' of Kafka at " + connection.bootstrap(),
          failure.getCause());
    }
  }

  private static Map<TopicPartition, Long> offsets(
      KafkaConnection connection, String topic, OffsetSpec spec) {
    try (KafkaAdmin admin = KafkaAdmin.open(connection)) {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (TopicPartitionInfo one : describe(admin, topic).partitions()) {
        asked.put(new TopicPartition(topic, one.partition()), spec);
      }
      ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
      Map<TopicPartition, ListOffsetsResultInfo> answers =
          KafkaAdmin.answer(admin.ask().listOffsets(asked, committed).all());
      Map<TopicPartition, Long> offsets = new HashMap<>();
      answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
      return offsets;
    } catch (ExecutionException failure) {
      throw KafkaFailures.of(
          connection,
          "Offsets of topic '" + topic + "' of Kafka at " + connection.bootstrap(),
          failure.getCause());
    }
  }

  private static TopicDescription describe(KafkaAdmin admin, String topic)
      throws ExecutionException {
    return KafkaAdmin.answer(admin.ask().describeTopics(List.of(topic)).allTopicNames()).get(topic);
  }
}
