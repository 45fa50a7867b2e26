package io.millrace.demo;

import io.millrace.cluster.LoadSample;
import io.millrace.cluster.LocalCluster;
import io.millrace.cluster.SubtaskLoad;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says every few seconds how the job is doing, as Flink's REST interface tells it. */
final class LiveSummary implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final LocalCluster cluster;
  private final String job;
  private final PrintWriter out;
  private final Instant begin = Instant.now();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live-summary");
            thread.setDaemon(true);
            return thread;
          });
  private LoadSample last;

  LiveSummary(LocalCluster cluster, String job, PrintWriter out) {
    this.cluster = cluster;
    this.job = job;
    this.out = out;
    clock.scheduleAtFixedRate(
        this::show, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void show() {
    try {
      LoadSample now = LoadSample.take(cluster.flink().rest(), job);
      String load = last == null ? "" : load(now.since(last));
      last = now;
      out.printf(
          "%4d s  job %-10s  checkpoints %-4d%s%n",
          Duration.between(begin, Instant.now()).toSeconds(),
          cluster.flink().rest().status(job),
          cluster.flink().rest().checkpoints(job).completed(),
          load);
      out.flush();
    } catch (RuntimeException restarting) {
      // While a job restarts Flink has no answer to some questions; the next time will tell.
      last = null;
    }
  }

  private static String load(List<SubtaskLoad> loads) {
    double rate =
        loads.stream()
            .filter(load -> load.vertex().name().contains("kafka"))
            .map(SubtaskLoad::recordsPerSecond)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sum();
    OptionalLong watermark =
        loads.stream()
            .map(SubtaskLoad::watermark)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .min();
    String lag =
        watermark.isPresent()
            ? Demo.seconds(
                Duration.between(Instant.ofEpochMilli(watermark.getAsLong()), Instant.now()))
            : "unknown";
    return "  %,8.0f readings/s  event time behind by %s".formatted(rate, lag);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
