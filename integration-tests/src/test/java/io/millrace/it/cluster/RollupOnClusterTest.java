package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.avro.SingleObject;
import io.millrace.it.Launcher;
import io.millrace.it.SharedData;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.testkit.Shuffler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code industrial/rollup} over 79 days of a real machine, from a broker through a cluster of
 * processes to Kafka and PostgreSQL, gives what the run over the file gives: nothing lost, nothing
 * doubled, whatever happens on the way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollupOnClusterTest {
  static {
    AvroTrust.establish();
  }

  /** Lines of the file run: all FINAL, revision 0, so every order gives the same. */
  private List<String> expected;

  private List<SensorReading> readings;
  private JobClassLoaders loaders;

  @BeforeAll
  void runOverTheFile(@TempDir Path folder) throws Exception {
    Path csv =
        SharedData.file(
            "industrial/nab_machine_temperature/machine_temperature_system_failure.csv");
    Launcher.Ended ended =
        new Launcher(folder)
            .run(
                "run",
                "industrial/rollup",
                "--input",
                "readings=" + csv.toAbsolutePath(),
                "--out",
                "out");
    assertThat(ended.code()).as(ended.err()).isZero();
    expected = Files.readAllLines(folder.resolve("out/rollup.jsonl"));
    readings = new ArrayList<>();
    for (String line : Files.readAllLines(csv)) {
      if (!line.startsWith("timestamp")) {
        String[] fields = line.split(",");
        readings.add(
            SensorReading.newBuilder()
                .setSource("machine_temperature_system_failure")
                .setSensor("value")
                .setEventTime(Instant.parse(fields[0].replace(' ', 'T') + "Z"))
                .setValue(Double.valueOf(fields[1]))
                .build());
      }
    }
  }

  /**
   * After all these jobs a task manager has the classes of at most a few of them: a leak would be
   * one for each. Jobs of other tests, which ran before, are not counted.
   */
  @AfterAll
  void classesOfEndedJobsAreGone() {
    RollupDeployment.await("classes of ended jobs to go", () -> loaders.mostSince() <= 3);
  }

  @BeforeAll
  void countClassLoaders() {
    loaders = new JobClassLoaders();
  }

  @Test
  void drainedItGivesTheResultsOfTheFileRunAlsoWhenTheTopicHasFallenSilent(@TempDir Path folder)
      throws Exception {
    // Given
    try (RollupDeployment rollup = new RollupDeployment("plain", 1, folder);
        CommittedReader reader = rollup.reader(rollup.results())) {
      rollup.send(encoded(readings), 1);

      // When
      String job = rollup.submit();
      rollup.awaitAllRead(job);
      // Thrice the time after which a partition counts as idle: nothing shows that it does.
      Thread.sleep(3_000);
      String savepoint = rollup.stop("--drain");
      String status = rollup.rest().status(job);

      // Then
      assertThat(status).as("when stop has returned").isEqualTo("FINISHED");
      assertThat(Path.of(URI.create(savepoint)).resolve("_drained")).exists();
      assertComplete(rollup, reader);
    }
  }

  @Test
  void twoPartitionsAndAnOrderDisplacedWithinTheBoundMakeNoDifference(@TempDir Path folder)
      throws Exception {
    // Given
    List<SensorReading> displaced =
        new Shuffler(1)
            .displace(
                readings, reading -> reading.getEventTime().toEpochMilli(), Duration.ofMinutes(4));
    try (RollupDeployment rollup = new RollupDeployment("displaced", 2, folder);
        CommittedReader reader = rollup.reader(rollup.results())) {
      rollup.send(encoded(displaced), 2);

      // When
      String job = rollup.submit();
      rollup.awaitAllRead(job);
      rollup.stop("--drain");

      // Then
      assertComplete(rollup, reader);
    }
  }

  @Test
  void aTaskManagerKilledAtRandomLosesAndDoublesNothing(@TempDir Path folder) throws Exception {
    // Given
    long seed = System.nanoTime();
    System.out.println("seed of the kill: " + seed);
    Random random = new Random(seed);
    killWhileReading("killed", folder, random, random.nextInt(1_500));
  }

  @Test
  void aTaskManagerKilledJustAfterACheckpointLosesAndDoublesNothing(@TempDir Path folder)
      throws Exception {
    killWhileReading("killed-late", folder, new Random(2), 0);
  }

  private void killWhileReading(String name, Path folder, Random random, int delayMillis)
      throws Exception {
    try (RollupDeployment rollup = new RollupDeployment(name, 2, folder);
        CommittedReader reader = rollup.reader(rollup.results())) {
      int third = readings.size() / 3;
      rollup.send(encoded(readings.subList(0, third)), 2);
      String job = rollup.submit();
      rollup.awaitCheckpoint(job);
      rollup.send(encoded(readings.subList(third, 2 * third)), 2);
      rollup.awaitCheckpoint(job);

      // When
      Thread.sleep(delayMillis);
      List<Integer> alive = rollup.cluster().flink().taskManagers();
      rollup.cluster().flink().kill(alive.get(random.nextInt(alive.size())));
      rollup.send(encoded(readings.subList(2 * third, readings.size())), 2);
      rollup.awaitAllRead(job);
      RollupDeployment.await(
          "a restart from a checkpoint", () -> rollup.rest().checkpoints(job).restored() > 0);
      rollup.stop("--drain");

      // Then
      assertComplete(rollup, reader);
    }
  }

  @Test
  void anotherProcessGoesOnFromASavepointAlsoWithLessParallelism(@TempDir Path folder)
      throws Exception {
    // Given
    int half = readings.size() / 2;
    try (RollupDeployment rollup = new RollupDeployment("resumed", 2, folder);
        CommittedReader reader = rollup.reader(rollup.results())) {
      rollup.send(encoded(readings.subList(0, half)), 2);
      String first = rollup.submit();
      rollup.awaitAllRead(first);
      String savepoint = rollup.stop();
      rollup.send(encoded(readings.subList(half, readings.size())), 2);

      // When
      rollup.writeEnvironment(1);
      String second =
          rollup.submit(
              "--from-savepoint", savepoint, "-D", "execution.checkpointing.interval=700ms");
      rollup.awaitAllRead(second);
      String checkpoints = rollup.rest().get("/jobs/" + second + "/checkpoints/config").toString();
      rollup.stop("--drain");

      // Then
      assertThat(checkpoints).contains("\"interval\":700");
      assertComplete(rollup, reader);
    }
  }

  @Test
  void exactlyTheBadRecordsAreDeadLettersAndTheJobIsNotRestarted(@TempDir Path folder)
      throws Exception {
    // Given
    List<byte[]> good = encoded(readings.subList(0, 100));
    byte[] truncated = Arrays.copyOf(good.get(0), good.get(0).length - 3);
    byte[] absurdLength = good.get(0).clone();
    // The length of the first string, as zig-zag varint: 2^31 - 1.
    byte[] huge = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    System.arraycopy(huge, 0, absurdLength, 10, huge.length);
    byte[] unknownSchema = good.get(0).clone();
    unknownSchema[5] ^= 0x55;
    List<byte[]> bad =
        List.of(
            new byte[0],
            truncated,
            "what?".getBytes(StandardCharsets.UTF_8),
            unknownSchema,
            absurdLength);
    try (RollupDeployment rollup = new RollupDeployment("poisoned", 1, folder)) {
      rollup.send(good.subList(0, 50), 1);
      rollup.send(bad, 1);
      rollup.send(good.subList(50, 100), 1);

      // When
      String job = rollup.submit();
      rollup.awaitAllRead(job);
      List<String> failures = rollup.rest().failures(job);
      long countedRead = rollup.metric(job, "millrace.input.readings.read");
      long countedDead = rollup.metric(job, "millrace.input.readings.dead");
      rollup.stop("--drain");

      // Then
      assertThat(failures).isEmpty();
      assertThat(countedRead).isEqualTo(105);
      assertThat(countedDead).isEqualTo(5);
      try (CommittedReader dead = rollup.reader(rollup.deadLetters())) {
        dead.finish();
        assertThat(dead.records())
            .extracting(record -> record.value())
            .containsExactlyElementsOf(bad);
        assertThat(dead.records())
            .extracting(
                record ->
                    new String(
                        record.headers().lastHeader("millrace.offset").value(),
                        StandardCharsets.UTF_8))
            .containsExactly("50", "51", "52", "53", "54");
      }
      assertThat(readingsOfDays(rollup.rows())).isEqualTo(100);
    }
  }

  /** How many readings the windows of a day hold. */
  private static long readingsOfDays(List<String> rows) {
    return rows.stream()
        .map(row -> row.split("\\|"))
        .filter(
            columns ->
                Duration.between(Instant.parse(columns[1]), Instant.parse(columns[2]))
                    .equals(Duration.ofDays(1)))
        .mapToLong(columns -> Long.parseLong(columns[3]))
        .sum();
  }

  @Test
  void noSecretIsInLogsInRestAnswersOrInWhatIsPrinted(@TempDir Path folder) throws Exception {
    // Given a job whose clients hold two secrets
    String kafkaSecret = "hunter2-hunter2";
    Path properties = Files.writeString(folder.resolve("kafka.properties"), "key=" + kafkaSecret);
    try (RollupDeployment rollup = new RollupDeployment("secretive", 1, folder)) {
      String environment =
          Files.readString(rollup.environment())
              .replace(
                  "create: true}\npostgres",
                  "create: true, properties: {ssl.key.password: \"${file:%s:key}\"}}\npostgres"
                      .formatted(properties));
      assertThat(environment).contains("ssl.key.password");
      Files.writeString(rollup.environment(), environment);
      rollup.send(encoded(readings.subList(0, 10)), 1);
      String password = Files.readString(rollup.cluster().postgres().passwordFile()).strip();

      // When
      String job = rollup.submit();
      rollup.awaitAllRead(job);

      // Then
      List<String> shown = new ArrayList<>();
      for (String path :
          List.of(
              "/jobs/" + job,
              "/jobs/" + job + "/config",
              "/jobs/" + job + "/plan",
              "/jobs/" + job + "/exceptions",
              "/jobs/" + job + "/checkpoints/config",
              "/jobmanager/config",
              "/jobmanager/environment",
              "/taskmanagers")) {
        shown.add(rollup.rest().get(path).toString());
      }
      try (var files = Files.walk(rollup.cluster().flink().folder())) {
        for (Path file :
            files.filter(one -> one.toString().matches(".*\\.(log|out|yaml)")).toList()) {
          shown.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
      try (var files = Files.list(folder)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".txt")).toList()) {
          shown.add(Files.readString(file));
        }
      }
      assertThat(shown).hasSizeGreaterThan(12);
      assertThat(shown).noneMatch(text -> text.contains(kafkaSecret) || text.contains(password));
    }
  }

  @Test
  void theOracleFindsAResultDoubledOrDroppedInTheTopic(@TempDir Path folder) throws Exception {
    // Given a topic of results that is complete
    try (RollupDeployment rollup = new RollupDeployment("oracle", 1, folder)) {
      List<String> some = expected.subList(0, 100);
      rollup.publish(some);
      assertThat(differencesInTopic(rollup, some)).isEmpty();

      // When one result comes once more, and then the oldest of the partition goes
      rollup.publish(some.subList(50, 51));
      List<String> doubled = differencesInTopic(rollup, some);
      rollup.dropOldestResult();
      List<String> dropped = differencesInTopic(rollup, some);

      // Then
      assertThat(doubled).containsExactly("too many 1: " + some.get(50));
      assertThat(dropped)
          .containsExactlyInAnyOrder("too many 1: " + some.get(50), "lost 1: " + some.get(0));
    }
  }

  private static List<String> differencesInTopic(RollupDeployment rollup, List<String> rows) {
    try (CommittedReader reader = rollup.reader(rollup.results())) {
      return ResultOracle.differences(rows, reader.finish());
    }
  }

  private void assertComplete(RollupDeployment rollup, CommittedReader reader) throws Exception {
    assertThat(ResultOracle.differences(expected, reader.finish())).as("Kafka").isEmpty();
    assertThat(ResultOracle.differences(expectedRows(), rollup.rows())).as("PostgreSQL").isEmpty();
  }

  private List<String> expectedRows() throws IOException {
    List<String> rows = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : expected) {
      JsonNode row = json.readTree(line);
      rows.add(
          String.join(
              "|",
              row.get("source").asText(),
              row.get("window_start").asText(),
              row.get("window_end").asText(),
              row.get("count").asText(),
              Double.toString(row.get("mean").asDouble()),
              Double.toString(row.get("p99").asDouble()),
              row.get("revision").asText(),
              row.get("status").asText()));
    }
    return rows;
  }

  private static List<byte[]> encoded(List<SensorReading> readings) throws IOException {
    List<byte[]> encoded = new ArrayList<>();
    for (SensorReading reading : readings) {
      encoded.add(SingleObject.of(reading));
    }
    return encoded;
  }
}
