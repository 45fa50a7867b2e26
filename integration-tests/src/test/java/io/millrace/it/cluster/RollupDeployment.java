package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.FlinkRest;
import io.millrace.cluster.LocalCluster;
import io.millrace.it.Launcher;
import io.millrace.simulators.UnreadRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One deployment of {@code industrial/rollup} on the cluster, with topics and a table of its own,
 * as a user would set it up.
 */
final class RollupDeployment implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final Path folder;
  private final LocalCluster cluster = RunningCluster.get();
  private final Launcher launcher;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<String> jobs = new ArrayList<>();

  /**
   * @param name of the deployment; topics and table are named after it
   */
  RollupDeployment(String name, int partitions, Path folder) throws IOException {
    this.name = name;
    this.folder = folder;
    this.launcher = new Launcher(folder);
    // Old event times never are record timestamps here, but nothing shall depend on that.
    Map<String, String> keepAll = Map.of("retention.ms", "-1");
    cluster.kafka().createTopic(readings(), partitions, keepAll);
    cluster.kafka().createTopic(results(), 2, keepAll);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.kafka().bootstrap(), "linger.ms", "5"),
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
            time: {idle-after: %s}
        outputs:
          rollup:
            to: [{kafka: %s, format: json}, {postgres: %s}]
        """
            .formatted(
                // With several partitions, one that is read a little later must not be passed over.
                name, readings(), partitions == 1 ? "1s" : "30s", results(), table()));
    writeEnvironment(2);
  }

  String readings() {
    return name + ".readings";
  }

  String results() {
    return name + ".results";
  }

  String deadLetters() {
    return "test." + name + ".dead-letters";
  }

  String table() {
    return name.replace('-', '_');
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

  void writeEnvironment(int parallelism) throws IOException {
    Files.writeString(
        environment(),
        """
        kafka: {bootstrap: "%s", create: true}
        postgres: {url: "%s", user: %s, password-file: "%s", create: true}
        deployment: {name: %s, parallelism: %d, checkpoint-interval: 1s}
        flink: {execution.checkpointing.min-pause: 0s}
        """
            .formatted(
                cluster.kafka().bootstrap(),
                cluster.postgres().jdbcUrl(),
                cluster.postgres().user(),
                cluster.postgres().passwordFile(),
                name,
                parallelism));
  }

  /** Sends records, one after another to the partitions in turn. */
  void send(List<byte[]> records, int partitions) {
    for (int i = 0; i < records.size(); i++) {
      producer.send(new ProducerRecord<>(readings(), i % partitions, null, records.get(i)));
    }
    producer.flush();
  }

  /** Lets the deployment keep its state in a folder of its own. */
  void keepState(Path state) throws IOException {
    String text = Files.readString(environment());
    Files.writeString(
        environment(),
        text.replace("checkpoint-interval", "state: \"" + state + "\", checkpoint-interval"));
  }

  /** Runs a verb on the cluster, whether or not it is refused. */
  Launcher.Ended onCluster(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--cluster", cluster.flink().restUrl().toString()));
    return launcher.run(all.toArray(new String[0]));
  }

  /** Submits from the command line, whether or not it is refused. */
  Launcher.Ended trySubmit(String... further) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("submit", definition().toString(), "--env", environment().toString()));
    arguments.addAll(List.of(further));
    return onCluster(arguments.toArray(new String[0]));
  }

  /** Submits as the README says, from the command line. */
  String submit(String... further) throws Exception {
    Launcher.Ended ended = trySubmit(further);
    assertThat(ended.code()).as(ended.err()).isZero();
    String job = ended.err().strip().replaceAll("(?s).*submitted as job (\\S+).*", "$1");
    jobs.add(job);
    return job;
  }

  /** Upgrades from the command line, as a user does, whether or not it is refused. */
  Launcher.Ended upgrade(String... further) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "upgrade", definition().toString(),
                "--env", environment().toString(),
                "--cluster", cluster.flink().restUrl().toString()));
    arguments.addAll(List.of(further));
    Launcher.Ended ended = launcher.run(arguments.toArray(new String[0]));
    Matcher submitted = Pattern.compile("submitted as job (\\S+)").matcher(ended.err());
    while (submitted.find()) {
      jobs.add(submitted.group(1));
    }
    return ended;
  }

  /** The job that was submitted last. */
  String lastJob() {
    return jobs.get(jobs.size() - 1);
  }

  /** The consumer groups that the broker knows. */
  Set<String> groups() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      return admin.listGroups().all().get().stream()
          .map(GroupListing::groupId)
          .collect(Collectors.toSet());
    }
  }

  /** Waits until a checkpoint covers all that has been sent. */
  void awaitAllRead(String job) {
    await("all records read, of job " + job, () -> unread() == 0);
  }

  /** Waits until one more checkpoint has completed. */
  void awaitCheckpoint(String job) {
    long before = rest().checkpoints(job).completed();
    await("a checkpoint of job " + job, () -> rest().checkpoints(job).completed() > before);
  }

  private long unread() {
    try {
      return UnreadRecords.count(
          Map.of("bootstrap.servers", cluster.kafka().bootstrap()),
          "millrace." + name + ".0",
          readings());
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", cluster.kafka().bootstrap()));
  }

  /** Stops from the command line; returns where the savepoint is. */
  String stop(String... further) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("stop", name));
    arguments.addAll(List.of(further));
    Launcher.Ended ended = onCluster(arguments.toArray(new String[0]));
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out().strip();
  }

  /** The sum of a counter of ours over all subtasks, as soon as Flink shows one. */
  long metric(String job, String ending) {
    long[] sum = new long[1];
    await(
        "the metric " + ending,
        () -> {
          sum[0] =
              rest().vertices(job).stream()
                  .flatMap(
                      vertex -> rest().metrics(job, vertex.id(), List.of(ending)).values().stream())
                  .mapToLong(Long::parseLong)
                  .sum();
          return sum[0] > 0;
        });
    return sum[0];
  }

  /** Writes results by hand, to partition 0. */
  void publish(List<String> rows) {
    rows.forEach(
        row ->
            producer.send(
                new ProducerRecord<>(results(), 0, null, row.getBytes(StandardCharsets.UTF_8))));
    producer.flush();
  }

  /** Deletes the first record of partition 0 of the results. */
  void dropOldestResult() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(results(), 0), RecordsToDelete.beforeOffset(1)))
          .all()
          .get();
    }
  }

  FlinkRest rest() {
    return cluster.flink().rest();
  }

  CommittedReader reader(String topic) {
    return new CommittedReader(cluster.kafka(), topic);
  }

  /** The rows of the table: some of their columns, joined by a bar. */
  List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                cluster.postgres().jdbcUrl(),
                cluster.postgres().user(),
                Files.readString(cluster.postgres().passwordFile()).strip());
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT source, window_start, window_end, count, mean, p99, revision, status FROM "
                    + table())) {
      while (found.next()) {
        rows.add(
            String.join(
                "|",
                found.getString(1),
                instant(found, 2),
                instant(found, 3),
                found.getString(4),
                Double.toString(found.getDouble(5)),
                Double.toString(found.getDouble(6)),
                found.getString(7),
                found.getString(8)));
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return rows;
  }

  private static String instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, java.time.OffsetDateTime.class).toInstant().toString();
  }

  /** Waits for something to become true. */
  static void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("waited " + PATIENCE + " in vain for " + what);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
  }

  @Override
  public void close() {
    producer.close();
    for (String job : jobs) {
      if (!Set.of("FINISHED", "CANCELED", "FAILED").contains(rest().status(job))) {
        rest().cancel(job);
      }
    }
  }
}
