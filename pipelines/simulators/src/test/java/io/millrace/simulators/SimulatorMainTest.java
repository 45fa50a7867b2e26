package io.millrace.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.KafkaBroker;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.bills.BillSettings;
import io.millrace.simulators.bills.BillSimulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorMainTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Outcome PLAYED = new Outcome(0, "");
  private static KafkaBroker broker;

  static {
    AvroTrust.establish();
  }

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    broker = KafkaBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void everyRecordOfThePlantIsInTheTopicOnceAndEachSourceInItsOrder() throws Exception {
    // Given
    broker.createTopic("plant", 2, Map.of("message.timestamp.type", "LogAppendTime"));
    Path faults = folder.resolve("faults.tsv");

    // When
    Outcome outcome =
        run(
            "--bootstrap",
            broker.bootstrap(),
            "--topic",
            "plant",
            "--rate",
            "40",
            "--duration",
            "5m",
            "--seed",
            "11",
            "--start",
            "2026-01-01T06:00:00Z",
            "--at-once",
            "--faults",
            faults.toString());

    // Then
    assertThat(outcome).isEqualTo(PLAYED);
    PlantSettings settings =
        PlantSettings.small(Instant.parse("2026-01-01T06:00:00Z"))
            .withSize(10, 4, Duration.ofSeconds(1), Duration.ofMinutes(5));
    PlantSimulator plant = new PlantSimulator(11, settings);
    Map<String, List<String>> sent = new HashMap<>();
    plant.forEachRemaining(one -> add(sent, one.key(), one.value()));
    Map<String, List<String>> found = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> one :
        TopicSnapshot.read(broker.adminProperties(), "plant", PATIENCE)) {
      add(found, one.key(), one.value());
    }
    assertThat(found).isEqualTo(sent);
    assertThat(Files.readAllLines(faults))
        .hasSameSizeAs(plant.faults())
        .anyMatch(line -> line.startsWith("CLOCK_AHEAD\tmachine-10\t\t2026-01-01T06:01:30Z"));
  }

  @Test
  void aNetworkIsPlayedToItsTopicAndMachinesToFourOfThem() throws Exception {
    // Given
    broker.createTopic("network", 1);
    List<String> topics = List.of("press.states", "press.counts", "press.calendar", "press.cycles");
    topics.forEach(topic -> broker.createTopic(topic, 1));
    Path faults = folder.resolve("incidents.tsv");

    // When
    Outcome network = play("--of", "network", "--topic", "network", "--faults", faults.toString());
    Outcome machines = play("--of", "machines", "--topic", "press", "--no-faults");

    // Then
    assertThat(network).isEqualTo(PLAYED);
    assertThat(machines).isEqualTo(PLAYED);
    assertThat(TopicSnapshot.read(broker.adminProperties(), "network", PATIENCE))
        .hasSizeGreaterThan(50 * 55);
    assertThat(Files.readAllLines(faults)).hasSize(3);
    for (String topic : topics) {
      assertThat(TopicSnapshot.read(broker.adminProperties(), topic, PATIENCE)).isNotEmpty();
    }
  }

  @Test
  void servicesAndCloudsArePlayedToTheirTopics() throws Exception {
    // Given
    broker.createTopic("spans", 1);
    broker.createTopic("bills", 1);
    Path faults = folder.resolve("faults.tsv");

    // When
    Outcome services = play("--of", "services", "--topic", "spans", "--faults", faults.toString());
    Outcome clouds = play("--of", "clouds", "--topic", "bills", "--start", "2026-03-17T00:00:00Z");

    // Then
    assertThat(services).isEqualTo(PLAYED);
    assertThat(clouds).isEqualTo(PLAYED);
    assertThat(TopicSnapshot.read(broker.adminProperties(), "spans", PATIENCE))
        .hasSizeGreaterThan(50 * 60);
    assertThat(Files.readAllLines(faults)).hasSize(4);
    List<SimulatedRecord> expected =
        PlayedRecords.all(new BillSimulator(1, BillSettings.quarter(YearMonth.of(2026, 3))));
    assertThat(TopicSnapshot.read(broker.adminProperties(), "bills", PATIENCE))
        .hasSameSizeAs(expected);
  }

  @Test
  void aFleetIsPlayedForItsFaultsAndNotWithoutThem() throws Exception {
    // Given
    broker.createTopic("fleet", 1);
    Path faults = folder.resolve("faults.tsv");

    // When
    Outcome played = play("--of", "fleet", "--topic", "fleet", "--faults", faults.toString());
    Outcome refused = play("--of", "fleet", "--topic", "fleet", "--no-faults");

    // Then
    assertThat(played).isEqualTo(PLAYED);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(Files.readString(faults)).contains("GAP", "SILENCE", "CLOCK_BEHIND", "DUPLICATE");
    assertThat(TopicSnapshot.read(broker.adminProperties(), "fleet", PATIENCE))
        .hasSizeGreaterThan(50 * 50);
  }

  @Test
  void theJobsOfAClusterArePlayedToItsTopic() throws Exception {
    // Given
    broker.createTopic("jobs", 1);

    // When
    Outcome outcome = play("--of", "cluster", "--topic", "jobs", "--speed", "30", "--no-faults");

    // Then
    List<JobEvent> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> one :
        TopicSnapshot.read(broker.adminProperties(), "jobs", PATIENCE)) {
      events.add(JobEvent.getDecoder().decode(one.value()));
    }
    assertThat(outcome).isEqualTo(PLAYED);
    assertThat(events).hasSizeGreaterThan(50 * 50);
    assertThat(events).extracting(JobEvent::getCluster).containsOnly("sim");
    assertThat(play("--of", "cluster", "--topic", "jobs", "--speed", "1").exit()).isEqualTo(2);
  }

  /** Of a run of the command; what it said shows why it failed. */
  private record Outcome(int exit, String errors) {}

  private static Outcome run(String... arguments) {
    StringWriter errors = new StringWriter();
    int exit = SimulatorMain.run(new PrintWriter(errors, true), arguments);
    return new Outcome(exit, errors.toString());
  }

  private static Outcome play(String... what) {
    List<String> arguments =
        new ArrayList<>(List.of("--bootstrap", broker.bootstrap(), "--at-once", "--rate", "50"));
    arguments.addAll(List.of(what));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void recordsAreSentWhenTheyAreDue() {
    // Given
    broker.createTopic("paced", 1);
    Instant now = Instant.now();
    PlantSettings settings =
        PlantSettings.small(now).withSize(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(20));
    long start = System.nanoTime();

    // When
    Map<Truth, Long> sent;
    try (KafkaPlayer player = new KafkaPlayer(broker.adminProperties(), "paced", 20)) {
      sent = new EnumMap<>(player.play(new PlantSimulator(1, settings), now));
    }

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    assertThat(TopicSnapshot.read(broker.adminProperties(), "paced", PATIENCE))
        .hasSize((int) sent.values().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void aBrokerThatRefusesEndsThePlayWithOneMessage() {
    // Given
    Map<String, Object> nowhere = Map.of("bootstrap.servers", "localhost:1", "max.block.ms", "500");

    // When
    var failure =
        assertThatThrownBy(
            () -> {
              try (KafkaPlayer player = new KafkaPlayer(nowhere, "plant", 1)) {
                player.play(
                    new PlantSimulator(1, PlantSettings.small(Instant.now())), Instant.now());
              }
            });

    // Then
    failure
        .isInstanceOf(KafkaException.class)
        .hasMessageStartingWith("Can't write to topic plant: ");
  }

  @Test
  void wrongUsageIsTold() {
    Outcome incomplete = run("--topic", "t");
    assertThat(incomplete.exit()).isEqualTo(2);
    assertThat(incomplete.errors()).contains("--bootstrap");
    assertThat(run("--bootstrap", "b:1", "--topic", "t", "--rate", "0"))
        .isEqualTo(
            new Outcome(
                2,
                "simulator: --rate, --speed and --duration have to be above zero"
                    + System.lineSeparator()));
    assertThat(run("--bootstrap", "b:1", "--topic", "t", "--duration", "soon").exit()).isEqualTo(2);
  }

  private static void add(Map<String, List<String>> bySource, byte[] key, byte[] value) {
    bySource
        .computeIfAbsent(new String(key), absent -> new ArrayList<>())
        .add(java.util.HexFormat.of().formatHex(value));
  }
}
