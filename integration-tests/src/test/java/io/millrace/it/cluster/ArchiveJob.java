package io.millrace.it.cluster;

import io.millrace.cluster.KafkaBroker;
import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.environment.EnvironmentReader;
import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.runner.launch.LiveBinding;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.launch.PipelineWiring;
import io.millrace.testkit.SharedCluster;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** {@code platform/archive} of one topic, live, on the Flink cluster in this JVM. */
final class ArchiveJob {
  private final Definition definition;
  private final LiveServices services;
  private final Path folder;
  private JobID job;

  ArchiveJob(KafkaBroker broker, String topic, Path folder) {
    this.folder = folder;
    definition =
        new DefinitionReader(Catalog.shipped(), ArchiveJob.class.getClassLoader())
            .read(
                "mine.yaml",
                """
                uses: platform/archive
                pipeline: test/archive
                inputs: {records: {from: {kafka: %s}}}
                """
                    .formatted(topic),
                Map.of());
    Environment environment =
        EnvironmentReader.read(
            "environment.yaml",
            """
            kafka: {bootstrap: "%s", create: true}
            archive: {path: "%s"}
            deployment: {name: %s}
            """
                .formatted(broker.bootstrap(), archive(), topic.replace('.', '-')),
            "test/archive");
    services = new LiveServices(definition, environment);
  }

  String archive() {
    return folder.resolve("archive").toString();
  }

  /**
   * Starts it.
   *
   * @param savepoint to start from; null to begin with the oldest record
   */
  void start(int parallelism, String savepoint) throws Exception {
    Configuration configuration = EmbeddedFlink.rules();
    configuration.addAll(EmbeddedFlink.restarting());
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(500);
    PipelineWiring.wire(environment, definition, new LiveBinding(services));
    services.check();
    StreamGraph graph = environment.getStreamGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, false));
    }
    job = SharedCluster.cluster().submitJob(graph).get().getJobID();
  }

  /** Stops it; returns the savepoint. */
  String stop() throws Exception {
    return SharedCluster.cluster()
        .stopWithSavepoint(
            job,
            folder.resolve("savepoints").toUri().toString(),
            false,
            SavepointFormatType.CANONICAL)
        .get();
  }
}
