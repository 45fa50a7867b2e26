package io.millrace.kafka;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How to reach a Kafka cluster.
 *
 * @param bootstrap {@code host:port}, or several separated by commas
 * @param properties further settings of Kafka's clients, login included, such as {@code
 *     security.protocol}; each client gets those that it knows
 */
public record KafkaConnection(String bootstrap, Map<String, String> properties)
    implements Serializable {

  /** What the guarantees of a run rest on, or what it names itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "bootstrap.servers",
          "acks",
          "auto.offset.reset",
          "client.id",
          "enable.auto.commit",
          "enable.idempotence",
          "group.id",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "transaction.timeout.ms",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  /** Bytes for the headers that a dead letter has beside its record. */
  private static final int HEADERS = 64 * 1024;

  /**
   * Keeps what was given.
   *
   * @throws MillraceException CONFLICT if a property is one that Millrace sets itself
   */
  public KafkaConnection {
    properties = Map.copyOf(properties);
    Set<String> taken = new TreeSet<>(properties.keySet());
    taken.retainAll(RESERVED);
    if (!taken.isEmpty()) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "Millrace sets these Kafka properties itself: "
              + String.join(", ", taken)
              + "; expected an environment without them");
    }
  }

  /** A cluster that asks for no login. */
  public static KafkaConnection to(String bootstrap) {
    return new KafkaConnection(bootstrap, Map.of());
  }

  /**
   * Makes sure, before a job is started, that the cluster can be reached and lets us do what the
   * job needs. Takes at most some 10 s.
   *
   * @throws MillraceException EXTERNAL if nothing answers at the address, or the login or an
   *     operation is refused; UNKNOWN_NAME if a topic does not exist; its message has a line for
   *     each problem, and shows no secret
   */
  public void check(KafkaNeeds needs) {
    new KafkaCheck(this, KafkaAdmin.PATIENCE).run(needs);
  }

  /**
   * Makes the topics that do not exist, with the partitions and replicas that the brokers give by
   * default.
   *
   * @throws MillraceException EXTERNAL if nothing answers at the address, or it is refused
   */
  public void createMissing(Set<String> topics) {
    new TopicCreation(this).run(topics, Map.of());
  }

  /**
   * Makes a topic, if it does not exist, that takes every record of some others with headers added.
   *
   * @throws MillraceException EXTERNAL if nothing answers at the address, or it is refused
   */
  public void createMissing(String topic, Set<String> others) {
    int largest =
        TopicSettings.of(this, others).values().stream()
            .mapToInt(TopicSettings::largestRecord)
            .max()
            .orElse(TopicSettings.DEFAULT_LARGEST_RECORD);
    int withHeaders = Math.min(largest, Integer.MAX_VALUE - HEADERS) + HEADERS;
    new TopicCreation(this)
        .run(Set.of(topic), Map.of(TopicSettings.LARGEST, Integer.toString(withHeaders)));
  }

  /**
   * Which of some topics are there.
   *
   * @return a set of the caller's
   * @throws MillraceException EXTERNAL if nothing answers at the address, or it is refused
   */
  public Set<String> existing(Set<String> topics) {
    new BootstrapServers(bootstrap).reach(KafkaCheck.CONNECT);
    try (KafkaAdmin admin = KafkaAdmin.open(this)) {
      Set<String> there = new TreeSet<>(KafkaAdmin.answer(admin.ask().listTopics().names()));
      there.retainAll(topics);
      return there;
    } catch (ExecutionException failure) {
      throw KafkaFailures.of(this, "Topics of Kafka at " + bootstrap, failure.getCause());
    }
  }

  /**
   * Whether a consumer group has positions, which says that a job has read in its name.
   *
   * @throws MillraceException EXTERNAL if nothing answers at the address, or it is refused
   */
  public boolean hasPositions(String groupId) {
    new BootstrapServers(bootstrap).reach(KafkaCheck.CONNECT);
    try (KafkaAdmin admin = KafkaAdmin.open(this)) {
      return !KafkaAdmin.answer(
              admin.ask().listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata())
          .isEmpty();
    } catch (ExecutionException failure) {
      throw KafkaFailures.of(this, "Consumer group '" + groupId + "'", failure.getCause());
    }
  }

  Properties forAdmin() {
    return known(
        AdminClientConfig.configNames(),
        List.of(ConsumerConfig.configNames(), ProducerConfig.configNames()));
  }

  Properties forConsumers() {
    return known(
        ConsumerConfig.configNames(),
        List.of(AdminClientConfig.configNames(), ProducerConfig.configNames()));
  }

  Properties forProducers() {
    return known(
        ProducerConfig.configNames(),
        List.of(AdminClientConfig.configNames(), ConsumerConfig.configNames()));
  }

  /**
   * Properties that a client knows, and those that none does: a login module may have its own. A
   * client warns of each that it does not know.
   */
  private Properties known(Set<String> own, List<Set<String>> others) {
    Properties known = new Properties();
    properties.forEach(
        (name, value) -> {
          if (own.contains(name) || others.stream().noneMatch(other -> other.contains(name))) {
            known.setProperty(name, value);
          }
        });
    known.setProperty("bootstrap.servers", bootstrap);
    return known;
  }

  /** Address and names of the properties, no value: any of them may be a secret. */
  @Override
  public String toString() {
    return "Kafka at " + bootstrap + " with " + new TreeMap<>(properties).keySet();
  }
}
