package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.LocalCluster;
import io.millrace.it.CommandLineRun;
import io.millrace.it.Launcher;
import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.DeliveryFaults;
import io.millrace.simulators.KafkaPlayer;
import io.millrace.simulators.PlantSettings;
import io.millrace.simulators.PlantSettings.FaultRates;
import io.millrace.simulators.PlantSimulator;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.UnreadRecords;
import io.millrace.simulators.bills.BillSettings;
import io.millrace.simulators.bills.BillSimulator;
import io.millrace.simulators.cluster.ClusterSettings;
import io.millrace.simulators.cluster.ClusterSimulator;
import io.millrace.simulators.edge.EdgeRequestSimulator;
import io.millrace.simulators.edge.EdgeSettings;
import io.millrace.simulators.machines.MachineSettings;
import io.millrace.simulators.machines.MachineSimulator;
import io.millrace.simulators.mesh.MeshSettings;
import io.millrace.simulators.mesh.MeshSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a shipped pipeline found live, on a cluster of processes, its replay finds again: {@code
 * diff} says so.
 */
@Tag("slow")
class LiveAndReplayTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Limits LIMITS = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30));
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration SPAN = Duration.ofMinutes(3);

  @TempDir Path folder;

  /**
   * One pipeline, and what is played to it.
   *
   * @param inputs in the order of the definition
   * @param outputs those that are compared: all that the pipeline has
   */
  record Play(
      String pipeline,
      String parameters,
      List<String> inputs,
      Limits limits,
      List<String> outputs,
      Iterator<SimulatedRecord> records) {

    String name() {
      return "again-" + pipeline.replace('/', '-');
    }

    @Override
    public String toString() {
      return pipeline;
    }
  }

  static Stream<Play> shipped() {
    return Stream.of(
        play("industrial/rollup", "windows: [10s, 1m]", "readings", plant(), "rollup"),
        play(
            "industrial/sensor-anomaly",
            "warm-up: 20, false-alarm-rate: 0.05",
            "readings",
            plant(),
            "scores",
            "episodes"),
        play(
            "platform/delivery",
            "window: 10s, silent-after: 20s",
            "events",
            plant("events"),
            "delivery"),
        new Play(
            "industrial/oee",
            "windows: [shift, hour, rolling], rolling: 10s, rolling-every: 10s",
            MachineSimulator.INPUTS,
            LIMITS,
            List.of("oee"),
            new MachineSimulator(
                7, MachineSettings.small(START).with(SPAN, LIMITS).with(2, false))),
        play(
            "cdn/traffic",
            "windows: [10s, 1m], top-windows: [1m], visitor-windows: [1m]",
            "requests",
            new EdgeRequestSimulator(
                7,
                EdgeSettings.small(START)
                    .withInput(LIMITS, WINDOW)
                    .withLoad(5, SPAN)
                    .withFaults(DeliveryFaults.NONE, false)),
            "traffic",
            "top",
            "visitors"),
        play("services/red", "windows: [10s, 1m]", "spans", mesh(), "red"),
        play("services/graph", "windows: [10s, 1m], trace-timeout: 30s", "spans", mesh(), "links"),
        play(
            "hpc/jobs",
            "window: [hour, day]",
            "jobs",
            new ClusterSimulator(
                7,
                ClusterSettings.small(START).with(Duration.ofHours(3), 60, LIMITS).withoutFaults()),
            "usage"),
        new Play(
            "cloud/cost",
            "periods: [billing, day]",
            List.of("bills"),
            BILLS.limits(),
            List.of("cost", "allocation"),
            new BillSimulator(7, BILLS)));
  }

  private static final BillSettings BILLS =
      BillSettings.quarter(YearMonth.of(2026, 1)).withFaults(DeliveryFaults.NONE, false);

  private static Play play(
      String pipeline,
      String parameters,
      String input,
      Iterator<SimulatedRecord> records,
      String... outputs) {
    return new Play(pipeline, parameters, List.of(input), LIMITS, List.of(outputs), records);
  }

  private static Iterator<SimulatedRecord> plant() {
    return new PlantSimulator(
        7,
        new PlantSettings(
            2,
            2,
            START,
            Duration.ofSeconds(1),
            SPAN,
            LIMITS.outOfOrderness(),
            LIMITS.lateness(),
            WINDOW,
            FaultRates.NONE));
  }

  private static Iterator<SimulatedRecord> plant(String input) {
    Stream.Builder<SimulatedRecord> renamed = Stream.builder();
    plant()
        .forEachRemaining(
            one ->
                renamed.add(
                    new SimulatedRecord(input, one.key(), one.value(), one.truth(), one.due())));
    return renamed.build().iterator();
  }

  private static Iterator<SimulatedRecord> mesh() {
    return new MeshSimulator(
        7,
        MeshSettings.small(START)
            .withInput(LIMITS, WINDOW)
            .withLoad(3, SPAN)
            .withFaults(DeliveryFaults.NONE, false));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aReplayFindsWhatWasFoundLive(Play play) throws Exception {
    // Given
    LocalCluster cluster = RunningCluster.get();
    write(play, cluster);
    runLive(play, cluster);

    // When
    CommandLineRun replayed =
        CommandLineRun.of(
            "replay", definition(), "--env", environment(), "--out", folder.resolve("out"));
    CommandLineRun compared =
        CommandLineRun.of("diff", folder.resolve("out"), "live", "--env", environment());

    // Then
    assertThat(replayed.code()).as(replayed.err()).isZero();
    assertThat(compared.code()).as(compared.out() + compared.err()).isZero();
    for (String output : play.outputs()) {
      assertThat(compared.out()).containsPattern(output + ": [1-9][0-9,]* equal");
    }
  }

  private void runLive(Play play, LocalCluster cluster) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", cluster.kafka().bootstrap());
    try (KafkaPlayer player =
        new KafkaPlayer(client, input -> topic(play, input), Double.POSITIVE_INFINITY)) {
      player.play(play.records(), START);
    }
    Launcher launcher = new Launcher(folder);
    String url = cluster.flink().restUrl().toString();
    Launcher.Ended submitted =
        launcher.run(
            "submit", definition().toString(), "--env", environment().toString(), "--cluster", url);
    assertThat(submitted.code()).as(submitted.err()).isZero();
    for (String input : play.inputs()) {
      RollupDeployment.await(
          "all of " + input, () -> unread(client, play.name(), topic(play, input)) == 0);
    }
    Launcher.Ended stopped = launcher.run("stop", play.name(), "--cluster", url, "--drain");
    assertThat(stopped.code()).as(stopped.err()).isZero();
  }

  private static long unread(Map<String, Object> client, String name, String topic) {
    try {
      return UnreadRecords.count(client, "millrace." + name + ".0", topic);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void write(Play play, LocalCluster cluster) throws IOException {
    for (String input : play.inputs()) {
      // So that arrival is known, as platform/delivery wants it.
      cluster
          .kafka()
          .createTopic(topic(play, input), 1, Map.of("message.timestamp.type", "LogAppendTime"));
    }
    Files.writeString(
        definition(),
        """
        version: 1
        pipeline: test/%s
        uses: %s
        inputs:
        %s
        parameters: {%s}
        outputs:
        %s
        """
            .formatted(
                play.name(),
                play.pipeline(),
                play.inputs().stream()
                    .map(input -> "  %s: %s".formatted(input, input(play, input)))
                    .collect(Collectors.joining("\n")),
                play.parameters(),
                play.outputs().stream()
                    .map(
                        output ->
                            "  %1$s: {to: [{kafka: %2$s.%1$s}]}".formatted(output, play.name()))
                    .collect(Collectors.joining("\n"))));
    Files.writeString(
        environment(),
        """
        kafka: {bootstrap: "%s", create: true}
        deployment: {name: %s, parallelism: 1, checkpoint-interval: 1s}
        flink: {execution.checkpointing.min-pause: 0s}
        """
            .formatted(cluster.kafka().bootstrap(), play.name()));
  }

  private static String input(Play play, String input) {
    boolean reference = List.of("calendar", "cycles").contains(input);
    return "{format: avro, from: {kafka: %s}, time: {out-of-orderness: %s, lateness: %s, idle-after: 2s, max-future: 3650d}}"
        .formatted(
            topic(play, input),
            reference ? "1d" : play.limits().outOfOrderness().toSeconds() + "s",
            reference ? "35d" : play.limits().lateness().toSeconds() + "s");
  }

  private static String topic(Play play, String input) {
    return play.name() + "." + input;
  }

  private Path definition() {
    return folder.resolve("definition.yaml");
  }

  private Path environment() {
    return folder.resolve("environment.yaml");
  }
}
