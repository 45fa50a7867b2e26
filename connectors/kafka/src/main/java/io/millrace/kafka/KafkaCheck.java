package io.millrace.kafka;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Finds everything that would keep a job from reading and writing, before it is started. */
final class KafkaCheck {
  static final Duration CONNECT = Duration.ofSeconds(3);

  private final KafkaConnection connection;
  private final Duration patience;
  private final List<MillraceException> problems = new ArrayList<>();

  KafkaCheck(KafkaConnection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
  }

  void run(KafkaNeeds needs) {
    new BootstrapServers(connection.bootstrap()).reach(CONNECT);
    try (KafkaAdmin admin = KafkaAdmin.open(connection, patience)) {
      login(admin);
      topics(admin, needs);
      if (needs.groupId() != null) {
        group(admin, needs.groupId());
      }
    }
    if (needs.transactionalIdPrefix() != null) {
      transactions(needs.transactionalIdPrefix());
    }
    report();
  }

  private void login(KafkaAdmin admin) {
    try {
      KafkaAdmin.answer(admin.ask().describeCluster().clusterId());
    } catch (ExecutionException failure) {
      throw KafkaFailures.of(connection, "Kafka at " + connection.bootstrap(), failure.getCause());
    }
  }

  private void topics(KafkaAdmin admin, KafkaNeeds needs) {
    Set<String> names = new TreeSet<>(needs.reads());
    names.addAll(needs.writes());
    Map<String, KafkaFuture<TopicDescription>> answers =
        new TreeMap<>(
            admin
                .ask()
                .describeTopics(
                    names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues());
    answers.forEach(
        (name, answer) -> {
          try {
            Set<AclOperation> allowed = KafkaAdmin.answer(answer).authorizedOperations();
            if (needs.reads().contains(name)) {
              permission(allowed, AclOperation.READ, "topic '" + name + "'");
            }
            if (needs.writes().contains(name)) {
              permission(allowed, AclOperation.WRITE, "topic '" + name + "'");
            }
          } catch (ExecutionException failure) {
            problems.add(
                failure.getCause() instanceof UnknownTopicOrPartitionException
                    ? unknown(admin, name)
                    : problem("Topic '" + name + "'", failure.getCause()));
          }
        });
  }

  private MillraceException unknown(KafkaAdmin admin, String topic) {
    Collection<String> known;
    try {
      known = new TreeSet<>(KafkaAdmin.answer(admin.ask().listTopics().names()));
    } catch (ExecutionException secondary) {
      known = Set.of();
    }
    return new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Kafka at "
            + connection.bootstrap()
            + " has no topic '"
            + topic
            + "'"
            + Suggestions.of(topic, known));
  }

  private void group(KafkaAdmin admin, String id) {
    String what = "consumer group '" + id + "'";
    try {
      ConsumerGroupDescription group =
          KafkaAdmin.answer(
              admin
                  .ask()
                  .describeConsumerGroups(
                      List.of(id),
                      new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                  .describedGroups()
                  .get(id));
      permission(group.authorizedOperations(), AclOperation.READ, what);
    } catch (ExecutionException failure) {
      // A group that nobody has used yet comes to be with its first commit.
      if (!(failure.getCause() instanceof GroupIdNotFoundException)) {
        problems.add(problem("Use of " + what, failure.getCause()));
      }
    }
  }

  /** Only an attempt shows whether an id may be used; it leaves nothing but the id behind. */
  private void transactions(String prefix) {
    Properties properties = connection.forProducers();
    properties.setProperty("transactional.id", prefix + "-check");
    properties.setProperty("transaction.timeout.ms", KafkaProducers.TRANSACTION_TIMEOUT);
    properties.setProperty("max.block.ms", Long.toString(patience.toMillis()));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
    } catch (KafkaException failure) {
      problems.add(problem("Transactions with ids '" + prefix + "-*'", failure));
    }
  }

  private void permission(Set<AclOperation> allowed, AclOperation needed, String what) {
    // Null where a broker is too old to say.
    if (allowed != null && !allowed.contains(needed) && !allowed.contains(AclOperation.ALL)) {
      problems.add(
          new MillraceException(
              ErrorCode.EXTERNAL,
              "Kafka at "
                  + connection.bootstrap()
                  + " does not permit to "
                  + needed.name().toLowerCase(Locale.ROOT)
                  + " "
                  + what
                  + "; expected the ACL "
                  + needed
                  + " for the user of this environment"));
    }
  }

  private MillraceException problem(String what, Throwable failure) {
    return KafkaFailures.of(connection, what + " of Kafka at " + connection.bootstrap(), failure);
  }

  private void report() {
    if (problems.size() == 1) {
      throw problems.get(0);
    } else if (!problems.isEmpty()) {
      throw new MillraceException(
          problems.get(0).code(),
          String.join("\n", problems.stream().map(Throwable::getMessage).toList()));
    }
  }
}
