package io.millrace.runner.launch;

import io.millrace.sdk.Tally;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;

/** Says every few seconds how many records a bounded run has read. */
final class Progress implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final JobClient job;
  private final Set<String> inputs;
  private final PrintWriter shown;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private Progress(JobClient job, Set<String> inputs, PrintWriter shown) {
    this.job = job;
    this.inputs = inputs;
    this.shown = shown;
  }

  static Progress of(JobClient job, Set<String> inputs, PrintWriter shown) {
    Progress progress = new Progress(job, inputs, shown);
    long period = INTERVAL.toMillis();
    progress.clock.scheduleAtFixedRate(progress::show, period, period, TimeUnit.MILLISECONDS);
    return progress;
  }

  private void show() {
    try {
      Map<String, Object> counts = job.getAccumulators().get(1, TimeUnit.SECONDS);
      for (String input : inputs) {
        String read = Tally.accumulator("input", input, Tally.Kind.READ.label());
        shown.printf("%s: %,d records read%n", input, (Long) counts.getOrDefault(read, 0L));
        shown.flush();
      }
    } catch (ExecutionException | TimeoutException notNow) {
      // The job is starting or ending; the summary will tell.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
