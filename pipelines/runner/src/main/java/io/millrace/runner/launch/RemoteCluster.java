package io.millrace.runner.launch;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobConfigHeaders;
import org.apache.flink.runtime.rest.messages.JobConfigInfo;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster that is reached over its REST interface. */
public final class RemoteCluster {
  static final long PATIENCE_SECONDS = 120;

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
  public record Job(JobID id, String name, String status) {

    /** Whether it will never run again. */
    boolean hasEnded() {
      return JobStatus.valueOf(status).isGloballyTerminalState();
    }
  }

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
   * @return where the savepoint is: in the deployment's folder of state, if it has one, else in the
   *     cluster's
   */
  public String stop(String deployment, boolean drain) {
    JobID job = running(deployment);
    String savepoint =
        ask(
            client -> {
              String path =
                  client
                      .stopWithSavepoint(
                          job, drain, savepointFolder(client, job), SavepointFormatType.CANONICAL)
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
   * @return where the savepoint is, as of {@link #stop}
   */
  public String savepoint(String deployment) {
    JobID job = running(deployment);
    return ask(
        client ->
            client
                .triggerSavepoint(job, savepointFolder(client, job), SavepointFormatType.CANONICAL)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /**
   * Flink takes the cluster's folder where a request names none, whatever the job's own options
   * say.
   *
   * @return null for the cluster's
   */
  private static String savepointFolder(RestClusterClient<String> client, JobID job)
      throws ExecutionException, InterruptedException, TimeoutException {
    JobMessageParameters path = new JobMessageParameters();
    path.jobPathParameter.resolve(job);
    JobConfigInfo config =
        client
            .sendRequest(JobConfigHeaders.getInstance(), path, EmptyRequestBody.getInstance())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return JobFacts.savepoints(config.getExecutionConfigInfo().getGlobalJobParameters())
        .orElse(null);
  }

  /**
   * Ends the job of a deployment at once, in whatever state it is, and waits until it has ended.
   * Its last checkpoint stays, and a next start goes on from it.
   *
   * @return the job
   */
  public JobID cancel(String deployment) {
    JobID job = only(deployment, unended(deployment)).id();
    ask(
        client -> {
          client.cancel(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          return client.requestJobResult(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        });
    return job;
  }

  /**
   * Ends one job at once, such as one of two of the same deployment.
   *
   * @throws MillraceException UNKNOWN_NAME if the cluster has no such job, or it has ended
   */
  public void cancelJob(JobID job) {
    if (jobs().stream().noneMatch(one -> one.id().equals(job) && !one.hasEnded())) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME, "the cluster at " + url + " runs no job " + job);
    }
    ask(
        client -> {
          client.cancel(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          return client.requestJobResult(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        });
  }

  /**
   * Makes sure that no job of a deployment is on the cluster: two would both write their results.
   *
   * @throws MillraceException CONFLICT, naming the jobs
   */
  void requireNone(String deployment) {
    List<Job> there = unended(deployment);
    if (!there.isEmpty()) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "deployment '%s' already runs on the cluster at %s: %s; two jobs of one deployment would write every result twice. Use 'millrace upgrade' to replace it, 'millrace stop' or 'millrace cancel' to end it"
              .formatted(deployment, url, described(there)));
    }
  }

  /** Deletes a savepoint. */
  public void dispose(String savepoint) {
    ask(client -> client.disposeSavepoint(savepoint).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** How a job stands. */
  public JobHealth health(JobID job) {
    return new JobHealth(this, job);
  }

  private JobID running(String deployment) {
    Job job = only(deployment, unended(deployment));
    if (!job.status().equals(JobStatus.RUNNING.name())) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "job %s of deployment '%s' is %s, so it can take no savepoint; try again when it runs, or end it with 'millrace cancel %s', after which it can go on from its last checkpoint"
              .formatted(job.id(), deployment, job.status(), deployment));
    }
    return job.id();
  }

  private List<Job> unended(String deployment) {
    return jobs().stream().filter(job -> job.name().equals(deployment) && !job.hasEnded()).toList();
  }

  private Job only(String deployment, List<Job> jobs) {
    if (jobs.isEmpty()) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "the cluster at " + url + " runs no job of deployment '" + deployment + "'");
    } else if (jobs.size() > 1) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "the cluster at %s runs %d jobs of deployment '%s': %s; expected one. End the others with 'millrace cancel --job ID'"
              .formatted(url, jobs.size(), deployment, described(jobs)));
    }
    return jobs.get(0);
  }

  private static String described(List<Job> jobs) {
    return jobs.stream()
        .map(job -> "job " + job.id() + " is " + job.status())
        .collect(Collectors.joining(", "));
  }

  /** What is asked of the cluster. */
  interface Question<T> {
    T ask(RestClusterClient<String> client)
        throws ExecutionException, InterruptedException, TimeoutException;
  }

  /**
   * Asks the cluster.
   *
   * @throws MillraceException EXTERNAL if it does not answer, or refuses
   */
  <T> T ask(Question<T> question) {
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
