package io.millrace.runner.upgrade;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.runner.launch.PipelineWiring;
import io.millrace.runner.launch.SilentBinding;
import io.millrace.runner.launch.TemporaryFolder;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs a definition in this process, without an event, as long as it takes to see which states it
 * makes and how it writes them: only a running job says so. No service is contacted.
 */
final class Trial {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long ANSWER_SECONDS = 10;
  private static final long PAUSE_MILLIS = 50;

  private final Definition definition;
  private final Configuration settings;

  /**
   * @param settings of the job as it would be started; where it keeps its state makes no difference
   */
  Trial(Definition definition, Configuration settings) {
    this.definition = definition;
    this.settings = settings;
  }

  /**
   * The operators of the job, with the states that each of them has made.
   *
   * @throws MillraceException if the job does not start
   */
  Map<OperatorID, StoredStage> run() {
    Path folder = temporary();
    try {
      return SavepointReader.read(
          savepoint(folder), Thread.currentThread().getContextClassLoader());
    } finally {
      delete(folder);
    }
  }

  private String savepoint(Path folder) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
    PipelineWiring.wire(environment, definition, new SilentBinding());
    try {
      JobClient job = environment.executeAsync("trial of " + definition.name());
      String savepoint = savepoint(job, folder.toUri().toString());
      job.cancel().get();
      return savepoint;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MillraceException(ErrorCode.EXTERNAL, "interrupted", interrupted);
    } catch (Exception failure) {
      throw EmbeddedFlink.explain(definition.name(), failure);
    }
  }

  /** Asks until all tasks run, for before that Flink refuses. */
  private static String savepoint(JobClient job, String folder) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        // A job that fails just then leaves the question without an answer.
        return job.triggerSavepoint(folder, SavepointFormatType.CANONICAL)
            .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException notYet) {
        if (job.getJobStatus().get().isGloballyTerminalState()) {
          // Gives the reason why it failed.
          job.getJobExecutionResult().get();
        }
        if (Instant.now().isAfter(deadline)) {
          job.cancel();
          throw notYet;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private Configuration configuration() {
    Configuration configuration = EmbeddedFlink.temporary();
    configuration.addAll(settings);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, false);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    return configuration;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory(TemporaryFolder.own().path(), "plan-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException leftBehind) {
      // It is in the folder of temporary files.
    }
  }
}
