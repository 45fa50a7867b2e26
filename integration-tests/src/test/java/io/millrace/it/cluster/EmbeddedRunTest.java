package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.avro.SingleObject;
import io.millrace.it.Launcher;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run --env} with Flink inside of the process: no cluster, the same results, and state that
 * survives the process.
 */
class EmbeddedRunTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void whatItHadReadBeforeItWasStoppedIsInTheResultsOfTheNextRun() throws Exception {
    // Given
    String bootstrap = RunningCluster.get().kafka().bootstrap();
    RunningCluster.get().kafka().createTopic("embedded.readings", 1);
    RunningCluster.get().kafka().createTopic("embedded.results", 1);
    writeFiles(bootstrap);
    send(bootstrap, 0, 1.0);
    Process first = start();
    awaitState("checkpoints");
    first.destroy();
    assertThat(first.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(folder.resolve("run.err"));

    // When
    Process second = start();
    send(bootstrap, 30, 3.0);
    send(bootstrap, 3_600, 9.0);
    try (CommittedReader reader =
        new CommittedReader(RunningCluster.get().kafka(), "embedded.results")) {
      RollupDeployment.await("a result", () -> !reader.records().isEmpty());

      // Then
      assertThat(said).contains("stopped, state is in");
      assertThat(Files.readString(folder.resolve("run.err"))).contains("resumes from");
      assertThat(new String(reader.records().get(0).value(), StandardCharsets.UTF_8))
          .contains("\"count\":2,\"min\":1.0,\"max\":3.0,\"mean\":2.0");
    } finally {
      second.destroy();
      assertThat(second.waitFor(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  private void writeFiles(String bootstrap) throws IOException {
    Files.writeString(
        folder.resolve("definition.yaml"),
        """
        version: 1
        pipeline: test/embedded
        uses: industrial/rollup
        inputs: {readings: {from: {kafka: embedded.readings}, time: {out-of-orderness: 1s}}}
        parameters: {windows: [1m]}
        outputs: {rollup: {to: [{kafka: embedded.results, format: json}]}}
        """);
    Files.writeString(
        folder.resolve("environment.yaml"),
        """
        kafka: {bootstrap: "%s", create: true}
        deployment: {name: embedded, parallelism: 1, checkpoint-interval: 1s, state: "%s"}
        """
            .formatted(bootstrap, folder.resolve("state")));
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Launcher.ROOT.resolve("millrace").toString(),
            "run",
            "definition.yaml",
            "--env",
            "environment.yaml")
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("run.out").toFile())
        .redirectError(folder.resolve("run.err").toFile())
        .start();
  }

  /** Waits for a checkpoint that holds what has been sent. */
  private void awaitState(String kind) {
    Path checkpoints = folder.resolve("state/embedded/0").resolve(kind);
    RollupDeployment.await(
        "a checkpoint in " + checkpoints,
        () -> {
          if (!Files.isDirectory(checkpoints)) {
            return false;
          }
          try (var files = Files.walk(checkpoints)) {
            return files.anyMatch(file -> file.toString().matches(".*/chk-[3-9]\\d*/_metadata"));
          } catch (IOException | java.io.UncheckedIOException removedMeanwhile) {
            return false;
          }
        });
  }

  private static void send(String bootstrap, long second, double value) throws IOException {
    SensorReading reading =
        SensorReading.newBuilder()
            .setSource("m1")
            .setSensor("t")
            .setEventTime(MIDNIGHT.plusSeconds(second))
            .setValue(value)
            .build();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("embedded.readings", SingleObject.of(reading)));
    }
  }
}
