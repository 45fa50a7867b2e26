package io.millrace.runner.launch;

import io.millrace.sdk.Durations;
import io.millrace.sdk.Tally;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;

/**
 * Says every few seconds how many records a bounded run has read, how fast, and, where it is known
 * how many there are, how much of them that is and how long the rest will take.
 */
final class Progress implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final JobClient job;
  private final Set<String> inputs;
  private final OptionalLong total;
  private final PrintWriter shown;
  private final Instant start = Instant.now();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private Progress(JobClient job, Set<String> inputs, OptionalLong total, PrintWriter shown) {
    this.job = job;
    this.inputs = inputs;
    this.total = total;
    this.shown = shown;
  }

  /**
   * Begins to show how far a job is; ends when it is closed.
   *
   * @param total how many records there are in all inputs, at the most
   */
  public static Progress of(
      JobClient job, Set<String> inputs, OptionalLong total, PrintWriter shown) {
    Progress progress = new Progress(job, inputs, total, shown);
    long period = INTERVAL.toMillis();
    progress.clock.scheduleAtFixedRate(progress::show, period, period, TimeUnit.MILLISECONDS);
    return progress;
  }

  private void show() {
    try {
      Map<String, Object> counts = job.getAccumulators().get(1, TimeUnit.SECONDS);
      long all = 0;
      for (String input : inputs) {
        String read = Tally.accumulator("input", input, Tally.Kind.READ.label());
        long records = (Long) counts.getOrDefault(read, 0L);
        all += records;
        shown.printf("%s: %,d records read%n", input, records);
      }
      if (total.isPresent() && all > 0) {
        shown.println(share(all, Duration.between(start, Instant.now())));
      }
      shown.flush();
    } catch (ExecutionException | TimeoutException notNow) {
      // The job is starting or ending; the summary will tell.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** All records and offsets of the range, of which transactions use up some. */
  private String share(long read, Duration passed) {
    double rate = read * 1000.0 / Math.max(1, passed.toMillis());
    long rest = Math.max(0, total.getAsLong() - read);
    return "%.0f %% at %,.0f records/s, %s left"
        .formatted(
            100.0 * read / Math.max(read, total.getAsLong()),
            rate,
            Durations.format(Duration.ofSeconds((long) Math.ceil(rest / rate))));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
