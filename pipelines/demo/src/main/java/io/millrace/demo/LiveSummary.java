package io.millrace.demo;

import io.millrace.cluster.LoadSample;
import io.millrace.cluster.LocalCluster;
import io.millrace.cluster.SubtaskLoad;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says every few seconds how the jobs are doing, as Flink's REST interface tells it, and what they
 * found last, as it lies in their topics.
 */
final class LiveSummary implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final LocalCluster cluster;
  private final Map<Act, String> jobs;
  private final PrintWriter out;
  private final LiveResults results;
  private final Instant begin = Instant.now();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live-summary");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Act, LoadSample> last = new HashMap<>();
  private final Map<Act, String> shown = new HashMap<>();

  LiveSummary(LocalCluster cluster, Map<Act, String> jobs, PrintWriter out) {
    this.cluster = cluster;
    this.jobs = jobs;
    this.out = out;
    this.results = new LiveResults(cluster.kafka().bootstrap(), jobs.keySet());
    clock.scheduleAtFixedRate(
        this::show, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void show() {
    Map<String, String> found = results.lines();
    long seconds = Duration.between(begin, Instant.now()).toSeconds();
    StringBuilder text = new StringBuilder();
    jobs.forEach(
        (act, job) -> {
          String time = text.isEmpty() ? "%4d s".formatted(seconds) : "      ";
          text.append("%s  %-8s %s%n".formatted(time, act.name(), job(act, job)));
          String line = found.get(act.name());
          if (line != null && !line.equals(shown.put(act, line))) {
            text.append("                  ").append(line).append('\n');
          }
        });
    out.print(text);
    out.flush();
  }

  private String job(Act act, String job) {
    try {
      LoadSample now = LoadSample.take(cluster.flink().rest(), job);
      LoadSample before = last.put(act, now);
      return "%-10s  checkpoints %-4d%s"
          .formatted(
              cluster.flink().rest().status(job),
              cluster.flink().rest().checkpoints(job).completed(),
              before == null ? "" : load(act, now.since(before)));
    } catch (RuntimeException restarting) {
      // While a job restarts Flink has no answer to some questions; the next time will tell.
      last.remove(act);
      return "no answer";
    }
  }

  private static String load(Act act, List<SubtaskLoad> loads) {
    double rate =
        loads.stream()
            .filter(load -> load.vertex().name().contains("kafka"))
            .map(SubtaskLoad::recordsPerSecond)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sum();
    // Of several sources one may be idle for good: those behind it know what that means.
    boolean all = loads.stream().allMatch(LiveSummary::isSource);
    OptionalLong watermark =
        loads.stream()
            .filter(load -> all || !isSource(load))
            .map(SubtaskLoad::watermark)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .min();
    String time =
        watermark.isPresent() ? time(act, Instant.ofEpochMilli(watermark.getAsLong())) : "unknown";
    return "  %,8.0f events/s  event time %s".formatted(rate, time);
  }

  private static String time(Act act, Instant time) {
    return act.speed() == 1
        ? "behind by " + Demo.seconds(Duration.between(time, Instant.now()))
        : "is " + time.truncatedTo(ChronoUnit.HOURS);
  }

  private static boolean isSource(SubtaskLoad load) {
    return load.vertex().name().startsWith("Source: ");
  }

  @Override
  public void close() throws InterruptedException {
    clock.shutdownNow();
    // A consumer is closed by nobody while another thread uses it.
    if (clock.awaitTermination(INTERVAL.toSeconds(), TimeUnit.SECONDS)) {
      results.close();
    }
  }
}
