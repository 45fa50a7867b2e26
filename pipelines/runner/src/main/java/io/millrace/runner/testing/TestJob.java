package io.millrace.runner.testing;

import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.dispatcher.UnavailableDispatcherOperationException;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.ExceptionUtils;

/** One job of a test. */
final class TestJob {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration UNTIL_FAILED = Duration.ofSeconds(1);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(5);

  private final String pipeline;
  private final MiniCluster flink;
  private final JobID id;
  private final Path savepoints;
  private final CompletableFuture<JobResult> ended;

  TestJob(String pipeline, MiniCluster flink, JobID id, Path savepoints) {
    this.pipeline = pipeline;
    this.flink = flink;
    this.id = id;
    this.savepoints = savepoints;
    this.ended = flink.requestJobResult(id);
  }

  /**
   * Waits until all that was sent has run through the job: a barrier behind it has.
   *
   * @throws MillraceException if the job fails
   */
  void settle(CompletableFuture<Void> sent) {
    await(CompletableFuture.anyOf(sent, ended));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      requireAlive();
      try {
        flink.triggerCheckpoint(id).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return;
      } catch (ExecutionException failure) {
        if (!startsUp(failure) || System.nanoTime() > deadline) {
          throw explain(failure);
        }
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      } catch (TimeoutException stuck) {
        throw stuck();
      } catch (InterruptedException interrupted) {
        throw interrupted(interrupted);
      }
    }
  }

  /** Sources may be at work before the last of the other tasks has started, or none be yet. */
  private static boolean startsUp(ExecutionException failure) {
    if (ExceptionUtils.findThrowable(failure, UnavailableDispatcherOperationException.class)
        .isPresent()) {
      return true;
    }
    return ExceptionUtils.findThrowable(failure, CheckpointException.class)
        .filter(
            refused ->
                refused.getCheckpointFailureReason()
                    == CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING)
        .isPresent();
  }

  /** Stops the job, and says from where the next goes on. */
  String stop() {
    String savepoint =
        await(
            flink.stopWithSavepoint(
                id, savepoints.toUri().toString(), false, SavepointFormatType.CANONICAL));
    await(ended);
    return savepoint;
  }

  /** Waits for the end of a job whose inputs are over. */
  void finish() {
    await(ended);
    requireAlive();
  }

  /** Ends the job, if it has not yet ended. */
  void cancel() {
    if (!ended.isDone()) {
      flink.cancelJob(id).exceptionally(alreadyOver -> null).join();
      ended.exceptionally(lost -> null).join();
    }
  }

  private void requireAlive() {
    if (!ended.isDone()) {
      return;
    }
    ended
        .join()
        .getSerializedThrowable()
        .ifPresent(
            failure -> {
              throw EmbeddedFlink.explain(
                  pipeline,
                  failure.deserializeError(Thread.currentThread().getContextClassLoader()));
            });
  }

  private <V> V await(CompletableFuture<V> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw explain(failure);
    } catch (TimeoutException stuck) {
      throw stuck();
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  /** The reason why the job failed, if it did, says more than that a request to it did. */
  private MillraceException explain(ExecutionException failure) {
    try {
      ended.get(UNTIL_FAILED.toMillis(), TimeUnit.MILLISECONDS);
      requireAlive();
    } catch (ExecutionException | TimeoutException alive) {
      failure.addSuppressed(alive);
    } catch (InterruptedException interrupted) {
      return interrupted(interrupted);
    }
    return EmbeddedFlink.explain(pipeline, failure);
  }

  private MillraceException stuck() {
    return new MillraceException(
        ErrorCode.INTERNAL,
        pipeline + ": a step of the test was not done after " + PATIENCE.toSeconds() + " s");
  }

  private static MillraceException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new MillraceException(ErrorCode.EXTERNAL, "interrupted", interrupted);
  }
}
