package io.millrace.kafka;

import io.millrace.sdk.MillraceException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics that a job writes, where an environment asks for it. */
final class TopicCreation {
  private final KafkaConnection connection;

  TopicCreation(KafkaConnection connection) {
    this.connection = connection;
  }

  void run(Set<String> topics) {
    new BootstrapServers(connection.bootstrap()).reach(KafkaCheck.CONNECT);
    try (KafkaAdmin admin = KafkaAdmin.open(connection)) {
      Map<String, KafkaFuture<Void>> answers =
          admin
              .ask()
              .createTopics(
                  topics.stream()
                      .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()))
                      .toList())
              .values();
      for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
        await(answer.getKey(), answer.getValue());
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
