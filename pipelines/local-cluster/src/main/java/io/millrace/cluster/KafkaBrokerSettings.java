package io.millrace.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Settings of one node that is broker and controller, on a small machine. */
final class KafkaBrokerSettings {
  static final String ADMIN = "admin";
  private static final String LOGIN_MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule";

  private final Path data;
  private final int clientPort;
  private final int controllerPort;
  private final KafkaBroker.Options options;
  private final String adminPassword = UUID.randomUUID().toString();

  KafkaBrokerSettings(Path folder, List<Integer> ports, KafkaBroker.Options options) {
    this.data = folder.toAbsolutePath().resolve("kafka");
    this.clientPort = ports.get(0);
    this.controllerPort = ports.get(1);
    this.options = options;
  }

  String bootstrap() {
    return "localhost:" + clientPort;
  }

  String adminPassword() {
    return adminPassword;
  }

  Map<String, String> all() {
    Map<String, String> all = new HashMap<>();
    String protocol = secured() ? "SASL_PLAINTEXT" : "PLAINTEXT";
    all.put("process.roles", "broker,controller");
    all.put("node.id", "1");
    all.put("log.dirs", data.toString());
    all.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    all.put("listeners", "CLIENT://" + bootstrap() + ",CONTROLLER://localhost:" + controllerPort);
    all.put("advertised.listeners", "CLIENT://" + bootstrap());
    all.put("listener.security.protocol.map", "CLIENT:" + protocol + ",CONTROLLER:" + protocol);
    all.put("controller.listener.names", "CONTROLLER");
    all.put("inter.broker.listener.name", "CLIENT");
    addTopology(all);
    addEconomy(all);
    if (secured()) {
      addLogin(all);
    }
    all.putAll(options.settings());
    return all;
  }

  /** One node holds the only copy of everything, and nobody waits for a second consumer. */
  private static void addTopology(Map<String, String> all) {
    all.put("default.replication.factor", "1");
    all.put("min.insync.replicas", "1");
    all.put("offsets.topic.replication.factor", "1");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    all.put("group.initial.rebalance.delay.ms", "0");
    // A misspelt topic is an error that a user should see.
    all.put("auto.create.topics.enable", "false");
  }

  /**
   * The defaults are for a server with many clients: 50 partitions of offsets, 128 MiB to clean.
   */
  private static void addEconomy(Map<String, String> all) {
    all.put("offsets.topic.num.partitions", "4");
    all.put("transaction.state.log.num.partitions", "4");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    all.put("log.cleaner.dedupe.buffer.size", "4194304");
    all.put("log.index.size.max.bytes", "1048576");
  }

  private void addLogin(Map<String, String> all) {
    Map<String, String> passwords = new HashMap<>(options.passwords());
    passwords.put(ADMIN, adminPassword);
    String users =
        passwords.entrySet().stream()
            .map(entry -> " user_" + entry.getKey() + "=\"" + entry.getValue() + "\"")
            .collect(Collectors.joining());
    String login = login(ADMIN, adminPassword) + users + ";";
    all.put("sasl.enabled.mechanisms", "PLAIN");
    all.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    all.put("sasl.mechanism.controller.protocol", "PLAIN");
    all.put("listener.name.client.plain.sasl.jaas.config", login);
    all.put("listener.name.controller.plain.sasl.jaas.config", login);
    all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    all.put("super.users", "User:" + ADMIN);
  }

  private static String login(String user, String password) {
    return LOGIN_MODULE + " required username=\"" + user + "\" password=\"" + password + "\"";
  }

  private boolean secured() {
    return !options.passwords().isEmpty();
  }

  Map<String, Object> clientProperties(String user, String password) {
    if (!secured()) {
      return Map.of("bootstrap.servers", bootstrap());
    }
    return Map.of(
        "bootstrap.servers",
        bootstrap(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        login(user, password) + ";");
  }

  /** Prepares the folder as {@code kafka-storage format} does; a prepared one is left alone. */
  void format() {
    Folders.create(data);
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setNodeId(1)
            .setClusterId(Uuid.randomUuid().toString())
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
            .setControllerListenerName("CONTROLLER")
            .setMetadataLogDirectory(data.toString())
            .setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()))
            .addDirectory(data.toString());
    try {
      formatter.run();
    } catch (Exception e) {
      throw new LocalClusterException(
          "Can't prepare " + data + " for a Kafka broker: " + e.getMessage(), e);
    }
  }
}
