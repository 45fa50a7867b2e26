package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.LocalCluster;
import io.millrace.formats.Decoded;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.json.JsonFormat;
import io.millrace.it.CommandLineRun;
import io.millrace.it.Launcher;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.simulators.UnreadRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A definition on the cluster, submitted, fed and drained as a user does it. */
final class SqlDeployment implements AutoCloseable {
  private final LocalCluster cluster = RunningCluster.get();
  private final String name;
  private final Path folder;
  private final Set<String> topics = new HashSet<>();
  private String job;

  /**
   * @param name of the deployment; topics begin with it
   */
  SqlDeployment(String name, Path folder) throws IOException {
    this.name = name;
    this.folder = folder;
    Files.writeString(
        environment(),
        """
        kafka: {bootstrap: "%s", create: true}
        postgres: {url: "%s", user: %s, password-file: "%s", create: true}
        deployment: {name: %s, parallelism: 1, checkpoint-interval: 1s, state: "%s"}
        """
            .formatted(
                cluster.kafka().bootstrap(),
                cluster.postgres().jdbcUrl(),
                cluster.postgres().user(),
                cluster.postgres().passwordFile(),
                name,
                folder.resolve("state")));
  }

  Path environment() {
    return folder.resolve("environment-" + name + ".yaml");
  }

  /** Sends readings, written as JSON, in Avro. */
  void send(String topic, List<String> readings) {
    if (topics.add(topic)) {
      cluster.kafka().createTopic(topic, 1, Map.of("retention.ms", "-1"));
    }
    var decoder = JsonFormat.document(FieldMapping.none()).decoder(SensorReading.class);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.kafka().bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String reading : readings) {
        RawRecord raw = RawRecord.inFile(reading.getBytes(StandardCharsets.UTF_8), "given", 1);
        SensorReading event = ((Decoded.Ok<SensorReading>) decoder.decode(raw)).event();
        producer.send(new ProducerRecord<>(topic, SingleObject.of(event)));
      }
    }
  }

  /** Starts from the command line. */
  void submit(Path definition, String... further) throws Exception {
    started(launch("submit", definition, further));
  }

  /** Upgrades from the command line. */
  void upgrade(Path definition, String... further) throws Exception {
    started(launch("upgrade", definition, further));
  }

  private Launcher.Ended launch(String verb, Path definition, String... further) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                verb,
                definition.toString(),
                "--env",
                environment().toString(),
                "--cluster",
                cluster.flink().restUrl().toString()));
    arguments.addAll(Arrays.asList(further));
    return new Launcher(folder).run(arguments.toArray(new String[0]));
  }

  private void started(Launcher.Ended ended) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    job = ended.err().strip().replaceAll("(?s).*submitted as job (\\S+).*", "$1");
  }

  /** Waits until a checkpoint covers what was sent to a topic. */
  void awaitRead(String topic) {
    Map<String, Object> client = Map.of("bootstrap.servers", cluster.kafka().bootstrap());
    RollupDeployment.await(
        "all of " + topic + " read",
        () -> {
          try {
            return UnreadRecords.count(client, "millrace." + name + ".0", topic) == 0;
          } catch (java.util.concurrent.ExecutionException failure) {
            throw new IllegalStateException(failure);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
          }
        });
  }

  /** Closes all windows and stops. */
  void drain() {
    CommandLineRun stopped =
        CommandLineRun.of("stop", name, "--drain", "--cluster", cluster.flink().restUrl());
    assertThat(stopped.code()).as(stopped.err()).isZero();
    job = null;
  }

  /** All committed records of a topic, as text. */
  List<String> results(String topic) {
    try (CommittedReader reader = new CommittedReader(cluster.kafka(), topic)) {
      return reader.finish();
    }
  }

  @Override
  public void close() {
    if (job != null) {
      cluster.flink().rest().cancel(job);
    }
  }
}
