package io.millrace.kafka;

import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics that a job writes, where an environment asks for it. */
final class TopicCreation {
  private static final Duration RETRY = Duration.ofMillis(100);

  private final KafkaConnection connection;

  TopicCreation(KafkaConnection connection) {
    this.connection = connection;
  }

  void run(Set<String> topics, Map<String, String> settings) {
    run(
        topics.stream()
            .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()).configs(settings))
            .toList());
  }

  void run(List<NewTopic> topics) {
    new BootstrapServers(connection.bootstrap()).reach(KafkaCheck.CONNECT);
    try (KafkaAdmin admin = KafkaAdmin.open(connection)) {
      Map<String, KafkaFuture<Void>> answers = admin.ask().createTopics(topics).values();
      for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
        await(answer.getKey(), answer.getValue());
      }
      awaitVisible(admin, answers.keySet());
    }
  }

  /** A broker that is busy knows of a new topic a little after it has said that it is made. */
  private static void awaitVisible(KafkaAdmin admin, Set<String> topics) {
    long deadline = System.nanoTime() + KafkaAdmin.PATIENCE.toNanos();
    boolean visible = false;
    while (!visible && System.nanoTime() < deadline) {
      try {
        KafkaAdmin.answer(admin.ask().describeTopics(topics).allTopicNames());
        visible = true;
      } catch (ExecutionException notYet) {
        // What can't be seen at the deadline is for the check to tell, which comes next.
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  /**
   * @throws MillraceException if the topic neither was there nor could be made
   */
  private void await(String topic, KafkaFuture<Void> answer) {
    try {
      KafkaAdmin.answer(answer);
    } catch (ExecutionException failure) {
      // Another deployment may make it at the same time.
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw KafkaFailures.of(connection, "Topic '" + topic + "'", failure.getCause());
      }
    }
  }
}
