package io.millrace.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Whose clock the timestamps of a topic are of.
 *
 * @param ofBroker whether the broker sets them: {@code message.timestamp.type=LogAppendTime}
 * @param ahead by how much a producer's timestamp may be ahead of the broker's clock: {@code
 *     message.timestamp.after.max.ms}
 */
public record TopicTimestamps(boolean ofBroker, Duration ahead) {
  private static final String TYPE = "message.timestamp.type";
  private static final String AHEAD = "message.timestamp.after.max.ms";

  /**
   * Asks for the settings of some topics.
   *
   * @return by topic; without those whose settings the user of the connection may not see
   * @throws io.millrace.sdk.MillraceException EXTERNAL if nothing answers at the address
   */
  public static Map<String, TopicTimestamps> of(KafkaConnection connection, Set<String> topics) {
    new BootstrapServers(connection.bootstrap()).reach(KafkaCheck.CONNECT);
    try (KafkaAdmin admin = KafkaAdmin.open(connection)) {
      List<ConfigResource> resources =
          topics.stream()
              .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
              .toList();
      Map<String, KafkaFuture<Config>> answers =
          admin.ask().describeConfigs(resources).values().entrySet().stream()
              .collect(Collectors.toMap(one -> one.getKey().name(), Map.Entry::getValue));
      Map<String, TopicTimestamps> found = new TreeMap<>();
      answers.forEach((topic, answer) -> of(answer).ifPresent(one -> found.put(topic, one)));
      return found;
    }
  }

  private static Optional<TopicTimestamps> of(KafkaFuture<Config> answer) {
    try {
      Config config = KafkaAdmin.answer(answer);
      Function<String, Optional<String>> setting =
          name -> Optional.ofNullable(config.get(name)).map(one -> one.value());
      boolean ofBroker = setting.apply(TYPE).filter("LogAppendTime"::equals).isPresent();
      // A broker before 3.6 does not know the setting, and sets no limit.
      long ahead = setting.apply(AHEAD).map(Long::parseLong).orElse(Long.MAX_VALUE);
      return Optional.of(new TopicTimestamps(ofBroker, Duration.ofMillis(ahead)));
    } catch (ExecutionException refused) {
      return Optional.empty();
    }
  }
}
