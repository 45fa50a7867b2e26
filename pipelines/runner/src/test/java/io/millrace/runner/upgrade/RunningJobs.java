package io.millrace.runner.upgrade;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.runner.launch.PipelineWiring;
import io.millrace.testkit.SharedCluster;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Runs definitions over a few events, on one Flink cluster in this JVM. */
final class RunningJobs {
  private final MiniCluster cluster = SharedCluster.cluster();

  /** The savepoint of a job that has read its events. */
  String savepoint(Definition definition, Path folder) throws Exception {
    JobID job = start(definition, null, false);
    EventsBinding.awaitEvents();
    String savepoint = awaitSavepoint(job, folder);
    end(job);
    return savepoint;
  }

  /** Why a job can't go on from a savepoint; empty if it can. */
  Optional<Throwable> refusal(
      Definition definition, String savepoint, boolean dropping, Path folder) throws Exception {
    JobID job = start(definition, savepoint, dropping);
    try {
      awaitSavepoint(job, folder);
      end(job);
      return Optional.empty();
    } catch (ExecutionException refused) {
      return cluster
          .requestJobResult(job)
          .get()
          .getSerializedThrowable()
          .map(failure -> failure.deserializeError(getClass().getClassLoader()));
    }
  }

  private JobID start(Definition definition, String savepoint, boolean dropping) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(EmbeddedFlink.bounded())
            .setParallelism(2);
    PipelineWiring.wire(environment, definition, new EventsBinding());
    StreamGraph graph = environment.getStreamGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, dropping));
    }
    return cluster.submitJob(graph).get().getJobID();
  }

  /** Asks until all tasks run; fails if the job does. */
  private String awaitSavepoint(JobID job, Path folder) throws Exception {
    while (true) {
      try {
        return cluster
            .triggerSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
            // A job that fails just then leaves the question without an answer.
            .get(5, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException notYet) {
        if (cluster.getJobStatus(job).get().isGloballyTerminalState()) {
          throw new ExecutionException(notYet);
        }
        Thread.onSpinWait();
      }
    }
  }

  private void end(JobID job) throws Exception {
    cluster.cancelJob(job).get();
    cluster.requestJobResult(job).get();
  }
}
