package io.millrace.cluster;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker, with its controller, in this JVM, on free ports of the loopback interface.
 * Port and data stay the same over {@link #stop} and {@link #restart}.
 *
 * <p>Not thread-safe. The two idle daemon threads of Kafka's metrics library outlive it; nothing
 * else does.
 */
public final class KafkaBroker implements AutoCloseable {
  private final Path folder;
  private final boolean temporary;
  private final KafkaBrokerSettings settings;
  private final ProcessGuard guard;
  private KafkaRaftServer server;

  /**
   * What differs from an open broker with default settings.
   *
   * @param passwords password by user name; if there are any, clients log in with SASL/PLAIN and
   *     may do only what {@link KafkaBroker#allow} permits
   * @param settings further settings of the broker, which win over ours
   */
  public record Options(Map<String, String> passwords, Map<String, String> settings) {
    public Options {
      passwords = Map.copyOf(passwords);
      settings = Map.copyOf(settings);
      if (passwords.containsKey(KafkaBrokerSettings.ADMIN)) {
        throw new IllegalArgumentException(
            "User name '" + KafkaBrokerSettings.ADMIN + "' is taken by the broker itself");
      }
    }

    /** No login, no further settings. */
    public static Options defaults() {
      return new Options(Map.of(), Map.of());
    }

    /** Login with SASL/PLAIN, and access control. */
    public static Options withUsers(Map<String, String> passwords) {
      return new Options(passwords, Map.of());
    }
  }

  private KafkaBroker(Path folder, boolean temporary, Options options) {
    this.folder = folder;
    this.temporary = temporary;
    this.settings = new KafkaBrokerSettings(folder, FreePorts.find(2), options);
    this.guard = temporary ? ProcessGuard.start() : null;
  }

  /** Starts a broker whose data are deleted by {@link #close}. */
  public static KafkaBroker start() {
    return start(Options.defaults());
  }

  /** Starts a broker whose data are deleted by {@link #close}. */
  public static KafkaBroker start(Options options) {
    return started(new KafkaBroker(Folders.temporary("millrace-kafka-"), true, options));
  }

  /** Starts a broker that keeps its data in a folder, and finds those of an earlier one there. */
  public static KafkaBroker start(Path folder) {
    return start(folder, Options.defaults());
  }

  /** Starts a broker that keeps its data in a folder, and finds those of an earlier one there. */
  public static KafkaBroker start(Path folder, Options options) {
    return started(new KafkaBroker(Folders.create(folder), false, options));
  }

  private static KafkaBroker started(KafkaBroker broker) {
    try {
      if (broker.guard != null) {
        broker.guard.deleteAtEnd(broker.folder);
      }
      broker.settings.format();
      broker.restart();
      return broker;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Host and port for clients. */
  public String bootstrap() {
    return settings.bootstrap();
  }

  /** Where its data are. */
  public Path folder() {
    return folder;
  }

  /** All that a client needs to be the administrator: address and login. */
  public Map<String, Object> adminProperties() {
    return settings.clientProperties(KafkaBrokerSettings.ADMIN, settings.adminPassword());
  }

  /**
   * All that a client needs to be this user: address and login, with this password, right or not.
   */
  public Map<String, Object> clientProperties(String user, String password) {
    return settings.clientProperties(user, password);
  }

  /** Creates a topic. */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /**
   * Creates a topic.
   *
   * @param config settings of the topic, such as {@code retention.ms}
   */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(config);
    administer("create topic " + name, admin -> admin.createTopics(List.of(topic)).all());
    // The controller knows it now; the broker, which clients ask, a moment later.
    while (!topics().contains(name)) {
      Pause.briefly();
    }
  }

  /**
   * Waits until all transactions that were committed or aborted show: a producer is told so before
   * readers of committed records see it. Those that are open are not waited for.
   */
  public void awaitDecided() {
    ListTransactionsOptions decided =
        new ListTransactionsOptions()
            .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
    while (!administer("list transactions", admin -> admin.listTransactions(decided).all())
        .isEmpty()) {
      Pause.briefly();
    }
  }

  /** Allows a user an operation on the resource of this name; {@code *} is all names. */
  public void allow(String user, AclOperation operation, ResourceType type, String name) {
    AclBinding binding =
        new AclBinding(
            new ResourcePattern(type, name, PatternType.LITERAL),
            new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    administer("allow " + binding, admin -> admin.createAcls(List.of(binding)).all());
    // The controller knows it now; the broker, which checks it, a moment later.
    while (administer("list " + binding, admin -> admin.describeAcls(binding.toFilter()).values())
        .isEmpty()) {
      Pause.briefly();
    }
  }

  /** Names of the topics, without Kafka's own. */
  public Collection<String> topics() {
    return administer("list topics", admin -> admin.listTopics().names());
  }

  private interface AdminCall<T> {
    KafkaFuture<T> on(Admin admin);
  }

  private <T> T administer(String what, AdminCall<T> call) {
    Map<String, Object> properties = new HashMap<>(adminProperties());
    try (Admin admin = Admin.create(properties)) {
      return call.on(admin).get();
    } catch (ExecutionException e) {
      throw new LocalClusterException(
          "Can't " + what + " on " + bootstrap() + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalClusterException("Interrupted while asked to " + what, e);
    }
  }

  /** Stops the broker; clients lose their connection. Nothing happens if it does not run. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Stops the broker if it runs, and starts it on the same port with the same data. */
  public void restart() {
    stop();
    KafkaRaftServer starting =
        new KafkaRaftServer(new KafkaConfig(settings.all(), false), Time.SYSTEM);
    server = starting;
    starting.startup();
  }

  /** Stops the broker, and deletes its data if it was started without a folder. */
  @Override
  public void close() {
    stop();
    if (temporary) {
      Folders.delete(folder);
      guard.close();
    }
  }
}
