package io.millrace.demo;

import io.millrace.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The definition and the environment of an act, as a user would write them, and the topics that
 * have to be there.
 */
final class DemoFiles {
  private final LocalCluster cluster;
  private final Act act;

  DemoFiles(LocalCluster cluster, Act act) {
    this.cluster = cluster;
    this.act = act;
  }

  Path definition() {
    return cluster.folder().resolve("demo-" + act.name() + ".yaml");
  }

  Path environment() {
    return cluster.folder().resolve("demo-" + act.name() + "-environment.yaml");
  }

  /**
   * The broker stamps records with their arrival, so that a clock that runs ahead can be told.
   * Topics of results could be left to the environment's {@code create: true}, but a broker that is
   * busy with several submissions at once may show a new topic too late to those that made it.
   */
  void createTopics() {
    for (String topic : act.inputs().values()) {
      cluster
          .kafka()
          .createTopic(topic, act.parallelism(), Map.of("message.timestamp.type", "LogAppendTime"));
    }
    act.outputs().forEach(topic -> cluster.kafka().createTopic(topic, 1));
    cluster.kafka().createTopic(act.deadLetters(), 1);
    cluster.kafka().createTopic(act.late(), 1);
  }

  void write() throws IOException {
    Files.writeString(definition(), act.definition());
    Files.writeString(
        environment(),
        """
        kafka: {bootstrap: "%s", create: true}
        postgres: {url: "%s", user: %s, password-file: "%s", create: true}
        deployment: {name: %s, parallelism: %d, checkpoint-interval: 2s}
        flink: {execution.checkpointing.min-pause: 500ms, state.backend.type: %s}
        """
            .formatted(
                cluster.kafka().bootstrap(),
                cluster.postgres().jdbcUrl(),
                cluster.postgres().user(),
                cluster.postgres().passwordFile(),
                act.deployment(),
                act.parallelism(),
                act.stateBackend()));
  }
}
