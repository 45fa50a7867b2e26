package io.millrace.runner.testing;

import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.runner.launch.TemporaryFolder;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink inside this process that runs the tests of many definitions, one after another. */
final class TestCluster implements AutoCloseable {
  // One for the job of a test, and one for the next, should the slot of the first not be free yet.
  private static final int SLOTS = 2;

  private final MiniCluster flink;
  private final Path savepoints;

  private TestCluster(MiniCluster flink, Path savepoints) {
    this.flink = flink;
    this.savepoints = savepoints;
  }

  /**
   * Starts it.
   *
   * @throws MillraceException if there is no room for its temporary files, or no port is free
   */
  static TestCluster start() {
    Configuration configuration = EmbeddedFlink.inOneProcess();
    configuration.set(RestOptions.BIND_PORT, "0");
    MiniCluster flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    try {
      flink.start();
      return new TestCluster(
          flink, Files.createTempDirectory(TemporaryFolder.own().path(), "test-"));
    } catch (Exception failure) {
      flink.closeAsync().join();
      throw new MillraceException(
          ErrorCode.EXTERNAL, "Flink does not start: " + failure.getMessage(), failure);
    }
  }

  /** Starts a job. */
  TestJob submit(String pipeline, StreamGraph graph) {
    try {
      return new TestJob(pipeline, flink, flink.submitJob(graph).get().getJobID(), savepoints);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MillraceException(ErrorCode.EXTERNAL, "interrupted", interrupted);
    } catch (Exception failure) {
      throw EmbeddedFlink.explain(pipeline, failure);
    }
  }

  @Override
  public void close() {
    flink.closeAsync().join();
    try (Stream<Path> files = Files.walk(savepoints)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
