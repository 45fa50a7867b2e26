package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.LocalCluster;
import io.millrace.formats.avro.SingleObject;
import io.millrace.it.CommandLineRun;
import io.millrace.it.Launcher;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.UnreadRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of readings, one a minute, and a definition that sums them up by minutes. */
final class ReplayTopic implements AutoCloseable {
  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  static {
    AvroTrust.establish();
  }

  private final String name;
  private final Path folder;
  private final LocalCluster cluster = RunningCluster.get();
  private final KafkaProducer<byte[], byte[]> producer;
  private KafkaProducer<byte[], byte[]> open;

  ReplayTopic(String name, int partitions, Path folder) throws IOException {
    this.name = name;
    this.folder = folder;
    cluster.kafka().createTopic(readings(), partitions, Map.of("retention.ms", "-1"));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.kafka().bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Files.writeString(
        definition(),
        """
        version: 1
        pipeline: test/%s
        uses: industrial/rollup
        inputs:
          readings:
            from: {kafka: %s}
            time: {out-of-orderness: 2m, lateness: 0s}
        parameters: {windows: [1m]}
        outputs:
          rollup:
            to: [{kafka: %s.results, format: json}, {postgres: %s}]
        """
            .formatted(name, readings(), name, name.replace('-', '_')));
    Files.writeString(
        environment(),
        """
        kafka: {bootstrap: "%s", create: true}
        postgres: {url: "%s", user: %s, password-file: "%s", create: true}
        deployment: {name: %s, parallelism: 1, checkpoint-interval: 1s, state: "%s"}
        archive: {path: "%s"}
        """
            .formatted(
                cluster.kafka().bootstrap(),
                cluster.postgres().jdbcUrl(),
                cluster.postgres().user(),
                cluster.postgres().passwordFile(),
                name,
                folder.resolve("state"),
                folder.resolve("archive").toUri()));
  }

  String readings() {
    return name + ".readings";
  }

  Path definition() {
    return folder.resolve("definition.yaml");
  }

  Path environment() {
    return folder.resolve("environment.yaml");
  }

  LocalCluster cluster() {
    return cluster;
  }

  /** A reading for each minute, to one partition; its value is the minute. */
  void send(int partition, int... minutes) {
    for (int minute : minutes) {
      producer.send(new ProducerRecord<>(readings(), partition, null, reading(minute)));
    }
    producer.flush();
  }

  static byte[] reading(int minute) {
    return SingleObject.of(
        SensorReading.newBuilder()
            .setSource("m1")
            .setSensor("t")
            .setEventTime(MIDNIGHT.plus(Duration.ofMinutes(minute)))
            .setValue((double) minute)
            .build());
  }

  /** Deletes what stands before an offset, as retention would. */
  void deleteBefore(int partition, long offset) throws Exception {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(readings(), partition), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  /** Sends a reading in a transaction that stays open until this is closed. */
  void sendInOpenTransaction(int minute) throws Exception {
    open =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.kafka().bootstrap(), "transactional.id", name),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    open.initTransactions();
    open.beginTransaction();
    open.send(new ProducerRecord<>(readings(), 0, null, reading(minute))).get();
  }

  /** Gives the topic more partitions. */
  void addPartitions(int all) throws Exception {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(readings(), NewPartitions.increaseTo(all))).all().get();
      RollupDeployment.await(all + " partitions", () -> partitions(admin) == all);
    }
  }

  private int partitions(Admin admin) {
    return admin
        .describeTopics(List.of(readings()))
        .topicNameValues()
        .get(readings())
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .partitions()
        .size();
  }

  /** Deletes the topic, and makes one of the same name. */
  void makeAnew() throws Exception {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(readings())).all().get();
      RollupDeployment.await("it is gone", () -> !cluster.kafka().topics().contains(readings()));
    }
    cluster.kafka().createTopic(readings(), 1, Map.of("retention.ms", "-1"));
  }

  /** The consumer groups that the broker knows. */
  Set<String> groups() throws Exception {
    try (Admin admin = admin()) {
      return admin.listGroups().all().get().stream()
          .map(GroupListing::groupId)
          .collect(Collectors.toSet());
    }
  }

  /** How many rows a table has. */
  int rows(String table) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                cluster.postgres().jdbcUrl(),
                cluster.postgres().user(),
                Files.readString(cluster.postgres().passwordFile()).strip());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT count(*) FROM " + table)) {
      found.next();
      return found.getInt(1);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", cluster.kafka().bootstrap()));
  }

  /** Makes the topic of the live results, and says its name. */
  String createResults() {
    cluster.kafka().createTopic(name + ".results", 1);
    return name + ".results";
  }

  /** Starts it live, on the shared cluster. */
  void submit(Launcher launcher) throws Exception {
    onCluster(launcher, "submit", definition().toString(), "--env", environment().toString());
  }

  /** Stops it when a checkpoint covers all that was sent, and closes all windows. */
  void drain(Launcher launcher) throws Exception {
    RollupDeployment.await("all read", () -> unread() == 0);
    onCluster(launcher, "stop", name, "--drain");
  }

  private void onCluster(Launcher launcher, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--cluster", cluster.flink().restUrl().toString()));
    Launcher.Ended ended = launcher.run(all.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private long unread() {
    try {
      return UnreadRecords.count(
          Map.of("bootstrap.servers", cluster.kafka().bootstrap()),
          "millrace." + name + ".0",
          readings());
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Replays from the command line into the folder {@code out}, in place of what is there. */
  CommandLineRun replay(String... further) {
    return run(List.of("replay", definition(), "--out", out().folder(), "--overwrite"), further);
  }

  /** The same from one minute after midnight to another. */
  CommandLineRun replay(int from, int to, String... further) {
    return run(
        List.of(
            "replay",
            definition(),
            "--out",
            out().folder(),
            "--overwrite",
            "--from",
            at(from),
            "--to",
            at(to)),
        further);
  }

  /** Replays by the manifest in the folder {@code out} into the folder {@code again}. */
  CommandLineRun replayAgain() {
    return run(
        List.of(
            "replay",
            "--manifest",
            out().folder().resolve("manifest.json"),
            "--out",
            again().folder()));
  }

  /** Takes all that the topic has into the archive. */
  CommandLineRun capture() {
    return run(List.of("capture", definition()));
  }

  private CommandLineRun run(List<Object> command, String... further) {
    List<Object> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--env", environment()));
    arguments.addAll(List.of(further));
    return CommandLineRun.of(arguments.toArray());
  }

  /** What {@link #replay} has written. */
  ReplayFiles out() {
    return new ReplayFiles(folder.resolve("out"));
  }

  /** What {@link #replayAgain} has written. */
  ReplayFiles again() {
    return new ReplayFiles(folder.resolve("again"));
  }

  /** A minute after midnight, as arguments say it. */
  static String at(int minute) {
    return MIDNIGHT.plusSeconds(60L * minute).toString();
  }

  @Override
  public void close() {
    producer.close();
    if (open != null) {
      open.abortTransaction();
      open.close();
    }
  }
}
