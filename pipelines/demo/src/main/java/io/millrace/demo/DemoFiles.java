package io.millrace.demo;

import io.millrace.cluster.LocalCluster;
import io.millrace.sdk.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The definition and the environment of the demo, as a user would write them, and the topic that
 * has to be there.
 */
final class DemoFiles {
  static final String READINGS = "plant.readings";
  static final String RESULTS = "analytics.rollup";
  static final String DEAD_LETTERS = "demo.rollup.dead-letters";
  static final String LATE = "demo.rollup.late";
  static final String TABLE = "rollup";
  static final String GROUP = "millrace.demo.0";

  private static final int PARTITIONS = 2;

  private final LocalCluster cluster;

  DemoFiles(LocalCluster cluster) {
    this.cluster = cluster;
  }

  Path definition() {
    return cluster.folder().resolve("demo.yaml");
  }

  Path environment() {
    return cluster.folder().resolve("demo-environment.yaml");
  }

  /** The broker stamps records with their arrival, so that a clock that runs ahead can be told. */
  void createInputTopic() {
    cluster
        .kafka()
        .createTopic(READINGS, PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
  }

  void write() throws IOException {
    Files.writeString(
        definition(),
        """
        version: 1
        pipeline: demo/rollup
        about: Statistics of every sensor of the demo's plant over ten seconds and a minute.
        uses: industrial/rollup
        inputs:
          readings:
            from: {kafka: %s}
            time: {out-of-orderness: %s, lateness: %s, idle-after: 10s, max-future: %s}
            deduplicate: {by: [source, sequence], within: 5m}
        parameters: {windows: [%s]}
        outputs:
          rollup:
            to: [{kafka: %s}, {postgres: %s}]
        """
            .formatted(
                READINGS,
                Durations.format(Demo.OUT_OF_ORDERNESS),
                Durations.format(Demo.LATENESS),
                Durations.format(Demo.MAX_FUTURE),
                Demo.WINDOWS.stream().map(Durations::format).collect(Collectors.joining(", ")),
                RESULTS,
                TABLE));
    Files.writeString(
        environment(),
        """
        kafka: {bootstrap: "%s", create: true}
        postgres: {url: "%s", user: %s, password-file: "%s", create: true}
        deployment: {name: demo, parallelism: 2, checkpoint-interval: 2s}
        flink: {execution.checkpointing.min-pause: 500ms}
        """
            .formatted(
                cluster.kafka().bootstrap(),
                cluster.postgres().jdbcUrl(),
                cluster.postgres().user(),
                cluster.postgres().passwordFile()));
  }
}
