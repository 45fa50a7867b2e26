package io.millrace.runner.launch;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;

/** A job that ends, on its way there. */
public final class BoundedJob {
  private BoundedJob() {}

  /**
   * Waits for the end of a job, and shows how far it is.
   *
   * @param total how many records there are in all inputs, at the most
   * @return its accumulators
   * @throws MillraceException EXTERNAL if the wait is interrupted
   * @throws Exception as the job failed
   */
  public static Map<String, Object> await(
      JobClient job, Set<String> inputs, OptionalLong total, PrintWriter shown) throws Exception {
    try (Progress progress = Progress.of(job, inputs, total, shown)) {
      return job.getJobExecutionResult().get().getAllAccumulatorResults();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MillraceException(ErrorCode.EXTERNAL, "interrupted", interrupted);
    }
  }
}
