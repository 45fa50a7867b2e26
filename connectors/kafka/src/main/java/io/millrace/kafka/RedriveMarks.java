package io.millrace.kafka;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Which letters of a topic were redriven: a compacted topic with a record for each, which {@link
 * Redrive} writes in one transaction with the redriven record.
 *
 * <p>Its key is {@code ID/PARTITION@OFFSET} of the letter, ID being the one that Kafka gave to the
 * topic of letters: in a topic that was made anew, offsets begin anew. Its value is the number of
 * the attempt.
 */
public final class RedriveMarks {
  private final String topicId;
  private final Map<String, Instant> times;

  private RedriveMarks(String topicId, Map<String, Instant> times) {
    this.topicId = topicId;
    this.times = times;
  }

  /**
   * Reads the marks that are there now. None are, where their topic is not.
   *
   * @param letters the topic of letters
   * @param marks the topic of marks
   * @throws MillraceException EXTERNAL or UNKNOWN_NAME if the cluster can't say
   */
  public static RedriveMarks read(KafkaConnection connection, String letters, String marks) {
    new BootstrapServers(connection.bootstrap()).reach(KafkaCheck.CONNECT);
    String topicId = id(connection, letters);
    Map<String, Instant> times = new HashMap<>();
    if (exists(connection, marks)) {
      Map<TopicPartition, Long> starts = KafkaOffsets.beginning(connection, marks);
      try (KafkaConsumer<byte[], byte[]> consumer =
          CommittedRange.consumer(connection, "millrace-deadletters")) {
        KafkaOffsets.end(connection, marks)
            .forEach(
                (partition, end) ->
                    CommittedRange.read(
                        consumer,
                        partition,
                        starts.get(partition),
                        end,
                        record -> keep(record, times)));
      } catch (KafkaException failure) {
        throw failed(connection, marks, failure);
      }
    }
    return new RedriveMarks(topicId, times);
  }

  private static void keep(ConsumerRecord<byte[], byte[]> mark, Map<String, Instant> times) {
    String key = HeaderText.read(mark.key());
    if (mark.value() == null) {
      times.remove(key);
    } else {
      times.put(key, Instant.ofEpochMilli(mark.timestamp()));
    }
  }

  /** When a letter was redriven; empty if it was not. */
  public Optional<Instant> of(StoredLetter letter) {
    return Optional.ofNullable(times.get(key(letter)));
  }

  String key(StoredLetter letter) {
    return topicId + "/" + letter.place();
  }

  /** The keys of letters that are gone, which no redrive can meet again. */
  List<String> outlived(Map<Integer, Long> beginnings) {
    return times.keySet().stream().filter(key -> isGone(key, beginnings)).toList();
  }

  private boolean isGone(String key, Map<Integer, Long> beginnings) {
    int slash = key.indexOf('/');
    int at = key.indexOf('@');
    if (slash < 0 || at < slash || !key.startsWith(topicId + "/")) {
      return true;
    }
    Long beginning = beginnings.get(Integer.valueOf(key.substring(slash + 1, at)));
    return beginning == null || Long.parseLong(key.substring(at + 1)) < beginning;
  }

  /**
   * Makes sure that the topic of marks is there, and forgets none.
   *
   * @param create whether it is made if it is missing
   */
  static void require(KafkaConnection connection, String marks, boolean create) {
    if (!exists(connection, marks)) {
      if (!create) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "Kafka at "
                + connection.bootstrap()
                + " has no topic '"
                + marks
                + "', in which is kept what was redriven; expected one with 'cleanup.policy="
                + "compact', or 'create: true' in 'kafka' of the environment");
      }
      new TopicCreation(connection)
          .run(
              List.of(
                  new NewTopic(marks, Optional.of(1), Optional.empty())
                      .configs(
                          Map.of(
                              TopicConfig.CLEANUP_POLICY_CONFIG,
                              TopicConfig.CLEANUP_POLICY_COMPACT))));
    }
    String policy = policy(connection, marks);
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "Topic '%s' has cleanup.policy=%s, which would forget what was redriven; expected compact"
              .formatted(marks, policy));
    }
  }

  private static String policy(KafkaConnection connection, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (KafkaAdmin admin = KafkaAdmin.open(connection)) {
      return KafkaAdmin.answer(admin.ask().describeConfigs(List.of(resource)).all())
          .get(resource)
          .get(TopicConfig.CLEANUP_POLICY_CONFIG)
          .value();
    } catch (ExecutionException failure) {
      throw failed(connection, topic, failure.getCause());
    }
  }

  private static String id(KafkaConnection connection, String topic) {
    try (KafkaAdmin admin = KafkaAdmin.open(connection)) {
      return KafkaAdmin.answer(admin.ask().describeTopics(List.of(topic)).allTopicNames())
          .get(topic)
          .topicId()
          .toString();
    } catch (ExecutionException failure) {
      throw failed(connection, topic, failure.getCause());
    }
  }

  private static boolean exists(KafkaConnection connection, String topic) {
    try {
      id(connection, topic);
      return true;
    } catch (MillraceException failure) {
      if (failure.code() == ErrorCode.UNKNOWN_NAME) {
        return false;
      }
      throw failure;
    }
  }

  private static MillraceException failed(
      KafkaConnection connection, String topic, Throwable failure) {
    return KafkaFailures.of(
        connection, "Topic '" + topic + "' of Kafka at " + connection.bootstrap(), failure);
  }
}
