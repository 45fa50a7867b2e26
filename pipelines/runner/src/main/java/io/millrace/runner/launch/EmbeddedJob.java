package io.millrace.runner.launch;

import io.millrace.runner.environment.Environment;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/**
 * A live job in this process. Whoever stops the process stops the job, with a savepoint from which
 * the next run goes on.
 */
final class EmbeddedJob {
  private static final long PATIENCE_SECONDS = 60;

  private final JobClient job;
  private final Environment.Deployment deployment;
  private final PrintWriter shown;
  private final CountDownLatch stopped = new CountDownLatch(1);

  EmbeddedJob(JobClient job, Environment.Deployment deployment, PrintWriter shown) {
    this.job = job;
    this.deployment = deployment;
    this.shown = shown;
  }

  /**
   * Waits until the job ends.
   *
   * @throws ExecutionException if it fails
   */
  void await() throws ExecutionException, InterruptedException {
    Thread stop = new Thread(this::stop, "stop-with-savepoint");
    Runtime.getRuntime().addShutdownHook(stop);
    TemporaryFolder.own().keepUntil(stopped);
    shown.println("Ctrl-C stops it with a savepoint, from which the next run goes on.");
    try {
      job.getJobExecutionResult().get();
    } finally {
      forget(stop);
    }
  }

  /** A job that has ended, failed ones included, is not to be stopped when the process ends. */
  private void forget(Thread stop) {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
      stopped.countDown();
    } catch (IllegalStateException shuttingDown) {
      // It is this very hook that has ended the job.
    }
  }

  private void stop() {
    String folder = new StateFolder(deployment).savepoints().orElseThrow();
    try {
      String savepoint =
          job.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      shown.println(deployment.name() + ": stopped, state is in " + savepoint);
    } catch (ExecutionException | TimeoutException failure) {
      shown.println(
          deployment.name() + ": no savepoint; the next run goes on from the last checkpoint");
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }
}
