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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once around, as docs/deadletters.md goes, with a broker and live jobs. */
class DeadLettersTest {
  static {
    AvroTrust.establish();
  }

  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private final List<Process> processes = new ArrayList<>();
  private KafkaBroker broker;
  private List<String> parts;

  @BeforeEach
  void startBroker() throws IOException {
    broker = KafkaBroker.start();
    for (String topic : List.of("plant.readings", "plant.heat.dead-letters", "analytics.heat")) {
      broker.createTopic(topic, 1);
    }
    String document =
        Files.readString(Launcher.ROOT.resolve("docs/deadletters.md"))
            .replace("localhost:9092", broker.bootstrap())
            .replace("/var/lib/millrace", folder.resolve("state").toString());
    parts = Arrays.asList(document.split("(?m)^(?=## )"));
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    broker.close();
  }

  @Test
  void aRecordIsFoundMendedRedrivenAndInTheResultOnce() throws Exception {
    // Given a job that could not read the second of two readings
    follow("# Dead letters");
    send(reading(10, 20.5), ofRack(20, 21.5));
    Process before = run();
    try (TopicRecords letters = records("plant.heat.dead-letters")) {
      letters.awaitAll(1);
    }
    follow("## Find");
    follow("## See");
    before.destroy();
    assertThat(before.waitFor(5, TimeUnit.MINUTES)).isTrue();

    // When
    follow("## Mend");
    run();
    follow("## Have it processed");
    send(reading(3_600, 9.0));

    // Then
    try (TopicRecords results = records("analytics.heat")) {
      assertThat(results.awaitAll(1))
          .extracting(record -> new String(record.value()))
          .singleElement()
          .asString()
          .contains("\"count\":2,\"min\":20.5,\"max\":21.5");
    }
    try (TopicRecords readings = records("plant.readings")) {
      assertThat(readings.awaitAll(4))
          .extracting(DeadLettersTest::attempts)
          .containsExactly(0L, 0L, 1L, 0L);
    }
  }

  @Test
  void aJobThatCanReadNothingStopsForGoodAndSkipsNothing() throws Exception {
    // Given
    follow("# Dead letters");
    String limited = part("## A stream");
    new ConsoleExample(limited).run(folder);
    byte[][] readings = new byte[30][];
    Arrays.setAll(readings, i -> ofRack(i, i));
    send(readings);

    // When
    Process stopped = run();
    assertThat(stopped.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(folder.resolve("run-0.err"));
    new ConsoleExample(part("## Mend")).run(folder);
    run();
    send(reading(3_600, 9.0));

    // Then
    assertThat(stopped.exitValue()).isEqualTo(1);
    assertThat(limited).contains("```\n" + said.lines().reduce("", (a, b) -> b) + "\n```");
    List<String> results;
    try (TopicRecords heat = records("analytics.heat")) {
      results = heat.awaitAll(1).stream().map(record -> new String(record.value())).toList();
    }
    // Counted after the result: letters of the last checkpoint before the stop may be committed
    // only by the job that goes on from it.
    long dead;
    try (TopicRecords letters = records("plant.heat.dead-letters")) {
      dead = letters.toTheEnd().size();
    }
    assertThat(results).singleElement().asString().contains("\"count\":" + (30 - dead) + ",");
  }

  @Test
  void whatBelongsElsewhereOrWasTriedTooOftenIsNotWritten() throws Exception {
    // Given
    follow("# Dead letters");
    TopicRecords.send(
        broker.bootstrap(),
        List.of(
            letter("plant.readings", "1"),
            letter("bank.accounts", "1"),
            letter("plant.readings", "5")));

    // When
    CommandLineRun redrive = redrive("--yes");
    CommandLineRun more = redrive("--yes", "--topic", "plant.readings", "--max-attempts", "6");

    // Then
    assertThat(redrive.code()).isEqualTo(1);
    assertThat(redrive.out().lines())
        .containsExactly(
            "0@1: bank.accounts-0@7 topic 'bank.accounts' is no input here; they are plant.readings",
            "0@2: plant.readings-0@7 was tried 5 times, --max-attempts is 5");
    assertThat(redrive.err()).endsWith("3 letters: 1 redriven, 1 tried too often, 1 refused\n");
    assertThat(more.code()).isZero();
    assertThat(more.err()).endsWith("2 letters: 1 redriven, 1 already redriven\n");
    assertThat(broker.topics()).doesNotContain("bank.accounts");
    try (TopicRecords readings = records("plant.readings")) {
      assertThat(readings.toTheEnd()).hasSize(2);
    }
  }

  private CommandLineRun redrive(String... further) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "deadletters",
                "redrive",
                folder.resolve("heat.yaml"),
                "--env",
                folder.resolve("prod.yaml")));
    arguments.addAll(List.of(further));
    return CommandLineRun.of(arguments.toArray());
  }

  /** A dead letter as it is in its topic, of a record at offset 7. */
  private static ProducerRecord<byte[], byte[]> letter(String topic, String attempt) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("plant.heat.dead-letters", 0, null, new byte[] {1});
    String[] headers = {
      "attempt",
      attempt,
      "input",
      "readings",
      "stage",
      "decode",
      "error",
      "MALFORMED",
      "message",
      "no",
      "topic",
      topic,
      "partition",
      "0",
      "offset",
      "7",
      "timestamp",
      "0"
    };
    for (int i = 0; i < headers.length; i += 2) {
      record.headers().add("millrace." + headers[i], headers[i + 1].getBytes());
    }
    return record;
  }

  /** Runs the commands of a part, which have to print what it shows. */
  private void follow(String beginning) throws IOException {
    ConsoleExample example = new ConsoleExample(part(beginning));
    String said = example.run(folder);
    assertThat(timeless(said)).isEqualTo(timeless(example.shown()));
  }

  private String part(String beginning) {
    return parts.stream().filter(one -> one.startsWith(beginning)).findFirst().orElseThrow();
  }

  private static String timeless(String text) {
    return TIME.matcher(text).replaceAll("TIME");
  }

  private Process run() throws IOException {
    String name = "run-" + processes.size();
    Process process =
        new ProcessBuilder(
                Launcher.ROOT.resolve("millrace").toString(),
                "run",
                "heat.yaml",
                "--env",
                "prod.yaml")
            .directory(folder.toFile())
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private TopicRecords records(String topic) {
    return new TopicRecords(broker, topic);
  }

  private void send(byte[]... values) {
    TopicRecords.send(
        broker.bootstrap(),
        Arrays.stream(values)
            .map(value -> new ProducerRecord<byte[], byte[]>("plant.readings", 0, null, value))
            .toList());
  }

  private static byte[] reading(long second, double value) {
    return SingleObject.of(
        SensorReading.newBuilder()
            .setSource("m1")
            .setSensor("t")
            .setEventTime(MIDNIGHT.plusSeconds(second))
            .setValue(value)
            .build());
  }

  /** A reading as the new software writes it. */
  private byte[] ofRack(long second, double value) {
    Schema schema = new Schema.Parser().parse(schemaOfRack());
    GenericData.Record reading = new GenericData.Record(schema);
    reading.put("source", "m1");
    reading.put("sensor", "t");
    reading.put("event_time", MIDNIGHT.plusSeconds(second).getEpochSecond() * 1_000_000);
    reading.put("value", value);
    reading.put("rack", "r7");
    try {
      var bytes =
          new BinaryMessageEncoder<GenericData.Record>(new GenericData(), schema).encode(reading);
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String schemaOfRack() {
    return Pattern.compile("(?ms)^`reading-of-rack.avsc`:\\n```json\\n(.*?)^```$")
        .matcher(part("## Mend"))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  private static long attempts(ConsumerRecord<byte[], byte[]> record) {
    return Arrays.stream(record.headers().toArray())
        .filter(header -> header.key().equals("millrace.attempt"))
        .count();
  }
}
