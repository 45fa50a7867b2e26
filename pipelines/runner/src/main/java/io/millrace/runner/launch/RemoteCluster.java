package io.millrace.runner.launch;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster that is reached over its REST interface. */
public final class RemoteCluster {
  private static final long PATIENCE_SECONDS = 120;
  private static final long PAUSE_MILLIS = 200;

  private final URI url;

  /**
   * @param url such as {@code http://localhost:8081}
   * @throws MillraceException if it is no such address
   */
  public RemoteCluster(URI url) {
    if (url.getHost() == null || url.getPort() < 0) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "--cluster is '" + url + "'; expected one such as http://localhost:8081");
    }
    this.url = url;
  }

  /** Where jobs are built that are to run there. */
  public StreamExecutionEnvironment environment(Configuration configuration, List<String> jars) {
    return StreamExecutionEnvironment.createRemoteEnvironment(
        url.getHost(), url.getPort(), configuration, jars.toArray(String[]::new));
  }

  /** A job as an operator sees it. */
  public record Job(JobID id, String name, String status) {}

  /** All jobs that the cluster remembers. */
  public List<Job> jobs() {
    return ask(
        client -> {
          Collection<JobStatusMessage> found =
              client.listJobs().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          return found.stream()
              .map(job -> new Job(job.getJobId(), job.getJobName(), job.getJobState().name()))
              .toList();
        });
  }

  /**
   * Stops the running job of a deployment with a savepoint, and waits until it has ended: then its
   * last results are committed.
   *
   * @param drain whether all windows are closed first; the savepoint is then of no use to go on
   *     from
   * @return where the savepoint is
   */
  public String stop(String deployment, boolean drain) {
    JobID job = running(deployment);
    String savepoint =
        ask(
            client -> {
              String path =
                  client
                      .stopWithSavepoint(job, drain, null, SavepointFormatType.CANONICAL)
                      .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
              client.requestJobResult(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
              return path;
            });
    if (drain) {
      StateFolder.markDrained(savepoint);
    }
    return savepoint;
  }

  /**
   * Takes a savepoint of the running job of a deployment, which goes on.
   *
   * @return where the savepoint is
   */
  public String savepoint(String deployment) {
    JobID job = running(deployment);
    return ask(
        client ->
            client
                .triggerSavepoint(job, null, SavepointFormatType.CANONICAL)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** Deletes a savepoint. */
  public void dispose(String savepoint) {
    ask(client -> client.disposeSavepoint(savepoint).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /**
   * Waits until all tasks of a job run, and so have taken up their state.
   *
   * @throws MillraceException EXTERNAL if the job fails, or has not come so far in two minutes
   */
  public void awaitRunning(JobID job) {
    Instant deadline = Instant.now().plusSeconds(PATIENCE_SECONDS);
    while (!isRunning(job)) {
      if (Instant.now().isAfter(deadline)) {
        throw new MillraceException(
            ErrorCode.EXTERNAL,
            "job %s does not run after %d s; see the cluster at %s"
                .formatted(job, PATIENCE_SECONDS, url));
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new MillraceException(ErrorCode.EXTERNAL, "interrupted", interrupted);
      }
    }
  }

  private boolean isRunning(JobID job) {
    JobDetailsInfo details =
        ask(client -> client.getJobDetails(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    switch (details.getJobStatus()) {
      case FAILING, FAILED, CANCELLING, CANCELED ->
          throw new MillraceException(
              ErrorCode.EXTERNAL,
              "job %s fails; see %s/#/job/running/%s/exceptions".formatted(job, url, job));
      default -> {
        return details.getJobVertexInfos().stream()
            .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
      }
    }
  }

  private JobID running(String deployment) {
    List<Job> running =
        jobs().stream()
            .filter(job -> job.name().equals(deployment) && job.status().equals("RUNNING"))
            .toList();
    if (running.size() != 1) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "the cluster at "
              + url
              + " runs "
              + running.size()
              + " jobs named '"
              + deployment
              + "'; expected one");
    }
    return running.get(0).id();
  }

  private interface Question<T> {
    T ask(RestClusterClient<String> client)
        throws ExecutionException, InterruptedException, TimeoutException;
  }

  private <T> T ask(Question<T> question) {
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                RestOptions.ADDRESS.key(), url.getHost(),
                RestOptions.PORT.key(), String.valueOf(url.getPort()),
                RestOptions.RETRY_MAX_ATTEMPTS.key(), "2"));
    try (RestClusterClient<String> client = new RestClusterClient<>(configuration, "remote")) {
      return question.ask(client);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MillraceException(ErrorCode.EXTERNAL, "interrupted", interrupted);
    } catch (Exception failure) {
      throw refusal(failure);
    }
  }

  /** What the cluster, or the way to it, said; without the stack trace that Flink adds. */
  MillraceException refusal(Exception failure) {
    Throwable root = EmbeddedFlink.root(failure);
    String reason =
        root instanceof TimeoutException
            ? "no answer within " + PATIENCE_SECONDS + " s"
            : String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return new MillraceException(
        ErrorCode.EXTERNAL, "the Flink cluster at " + url + " did not do it: " + reason, failure);
  }
}
