package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.KafkaBroker;
import io.millrace.formats.avro.SingleObject;
import io.millrace.runner.documentation.ConsoleExample;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever does what docs/replay.md says, with a broker and a live job, sees what it shows. */
class ReplayDocumentTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Double> OVERHEATED = List.of(75.0, 85.0, 95.0, 92.0, 83.0);
  private static final Pattern JOB = Pattern.compile("(started as job )[0-9a-fA-F]+");

  /** How far a job is says it after some seconds, which a slow machine may take. */
  private static final Pattern PROGRESS =
      Pattern.compile("(?m)^(\\S+: [\\d,]+ records read|[\\d,]+ % at .*)\\n");

  @TempDir Path folder;

  @Test
  void everyCommandPrintsWhatIsShown() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      // Given what had happened live
      for (String topic : List.of("plant.readings", "analytics.hot-minutes")) {
        broker.createTopic(topic, 1);
      }
      String document =
          Files.readString(Launcher.ROOT.resolve("docs/replay.md"))
              .replace("localhost:9092", broker.bootstrap())
              .replace("/var/lib/millrace", folder.resolve("state").toString());
      List<String> parts = Arrays.asList(document.split("(?m)^(?=## )"));
      new ConsoleExample(withoutCommands(document)).run(folder);
      runLive(broker);

      // When the page is followed from its top
      StringBuilder said = new StringBuilder();
      StringBuilder shown = new StringBuilder();
      for (String part : parts) {
        said.append(new ConsoleExample(part).run(folder));
        shown.append(new ConsoleExample(part).shown());
      }

      // Then
      assertThat(masked(said.toString())).isEqualTo(masked(shown.toString()));
    }
  }

  private static String withoutCommands(String document) {
    return document.replaceAll("(?ms)^```console\\n.*?^```$", "");
  }

  private static String masked(String text) {
    return PROGRESS.matcher(JOB.matcher(text).replaceAll("$1JOB")).replaceAll("");
  }

  private void runLive(KafkaBroker broker) throws Exception {
    TopicRecords.send(
        broker.bootstrap(),
        IntStream.concat(IntStream.range(0, 30), IntStream.of(40))
            .mapToObj(
                minute ->
                    new ProducerRecord<byte[], byte[]>("plant.readings", 0, null, reading(minute)))
            .toList());
    Process live = start();
    try (TopicRecords results = new TopicRecords(broker, "analytics.hot-minutes")) {
      assertThat(results.awaitAll(2)).hasSize(2);
    } finally {
      live.destroy();
      assertThat(live.waitFor(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Launcher.ROOT.resolve("millrace").toString(), "run", "hot.yaml", "--env", "prod.yaml")
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("run.log").toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static byte[] reading(int minute) {
    boolean overheated = minute >= 10 && minute < 10 + OVERHEATED.size();
    return SingleObject.of(
        SensorReading.newBuilder()
            .setSource("press-1")
            .setSensor("temperature")
            .setEventTime(MIDNIGHT.plusSeconds(60L * minute))
            .setValue(overheated ? OVERHEATED.get(minute - 10) : 70.0)
            .build());
  }
}
