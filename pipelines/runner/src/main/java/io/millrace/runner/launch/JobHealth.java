package io.millrace.runner.launch;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;

/** Whether a job of a cluster runs, and why it does not. */
public final class JobHealth {
  private static final long PAUSE_MILLIS = 200;

  private final RemoteCluster cluster;
  private final JobID job;

  JobHealth(RemoteCluster cluster, JobID job) {
    this.cluster = cluster;
    this.job = job;
  }

  /**
   * Waits until all tasks run, and so have taken up their state, or have ended well.
   *
   * @throws MillraceException EXTERNAL if the job fails, or has not come so far in two minutes; its
   *     message says why
   */
  public void awaitRunning() {
    Instant deadline = Instant.now().plusSeconds(RemoteCluster.PATIENCE_SECONDS);
    while (!isRunning()) {
      if (Instant.now().isAfter(deadline)) {
        throw new MillraceException(
            ErrorCode.EXTERNAL,
            "job %s does not run after %d s: %s; it goes on trying, 'millrace cancel --job %s' ends it"
                .formatted(job, RemoteCluster.PATIENCE_SECONDS, told(), job));
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new MillraceException(ErrorCode.EXTERNAL, "interrupted", interrupted);
      }
    }
  }

  private boolean isRunning() {
    JobDetailsInfo details = details();
    return switch (details.getJobStatus()) {
      case FAILING, FAILED, CANCELLING, CANCELED ->
          throw new MillraceException(
              ErrorCode.EXTERNAL,
              "job %s is %s: %s".formatted(job, details.getJobStatus(), told()));
      default -> allTasks(details, ExecutionState.RUNNING, ExecutionState.FINISHED);
    };
  }

  private String told() {
    return reason().orElse("no reason is given");
  }

  /** Why the job failed, or does not run, in one line; empty if it runs, or ended as it should. */
  public Optional<String> reason() {
    JobDetailsInfo details = details();
    JobStatus status = details.getJobStatus();
    boolean ended = status == JobStatus.FINISHED || status == JobStatus.CANCELED;
    if (ended || status == JobStatus.RUNNING && allTasks(details, ExecutionState.RUNNING)) {
      return Optional.empty();
    }
    return failure().or(() -> Optional.of(waiting(details)));
  }

  private static boolean allTasks(JobDetailsInfo details, ExecutionState... expected) {
    return details.getJobVertexInfos().stream()
        .allMatch(vertex -> List.of(expected).contains(vertex.getExecutionState()));
  }

  private static String waiting(JobDetailsInfo details) {
    boolean scheduled =
        details.getJobVertexInfos().stream()
            .anyMatch(
                vertex ->
                    vertex.getExecutionState() == ExecutionState.SCHEDULED
                        || vertex.getExecutionState() == ExecutionState.CREATED);
    return scheduled ? "its tasks wait for free slots" : "its tasks are being started";
  }

  private Optional<String> failure() {
    JobExceptionsMessageParameters path = new JobExceptionsMessageParameters();
    path.jobPathParameter.resolve(job);
    JobExceptionsInfoWithHistory failures =
        cluster.ask(
            client ->
                client
                    .sendRequest(
                        JobExceptionsHeaders.getInstance(), path, EmptyRequestBody.getInstance())
                    .get(RemoteCluster.PATIENCE_SECONDS, TimeUnit.SECONDS));
    return failures.getExceptionHistory().getEntries().stream()
        .max(Comparator.comparingLong(RootExceptionInfo::getTimestamp))
        .map(latest -> FailureText.reason(latest.getStacktrace()));
  }

  private JobDetailsInfo details() {
    return cluster.ask(
        client -> client.getJobDetails(job).get(RemoteCluster.PATIENCE_SECONDS, TimeUnit.SECONDS));
  }
}
