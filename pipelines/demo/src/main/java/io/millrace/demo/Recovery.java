package io.millrace.demo;

import io.millrace.cluster.FlinkRest;
import io.millrace.cluster.LocalCluster;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Kills a TaskManager with SIGKILL and measures how long the job takes to come back. */
final class Recovery {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LocalCluster cluster;
  private final String job;
  private final PrintWriter out;

  private Recovery(LocalCluster cluster, String job, PrintWriter out) {
    this.cluster = cluster;
    this.job = job;
    this.out = out;
  }

  static Recovery of(LocalCluster cluster, String job, PrintWriter out) {
    return new Recovery(cluster, job, out);
  }

  void killOne() throws InterruptedException {
    FlinkRest rest = cluster.flink().rest();
    int restored = rest.checkpoints(job).restored();
    int victim = victim(rest);
    out.println("*** kill -9 of TaskManager " + victim);
    out.flush();
    Instant killed = Instant.now();
    cluster.flink().kill(victim);
    Optional<Duration> noticed = await(killed, () -> !allRunning(rest));
    Optional<Duration> running =
        await(killed, () -> rest.checkpoints(job).restored() > restored && allRunning(rest));
    int completed = rest.checkpoints(job).completed();
    Optional<Duration> checkpoint =
        await(killed, () -> rest.checkpoints(job).completed() > completed);
    out.printf(
        "*** recovered: noticed after %s, all tasks running again after %s, next checkpoint after %s%n",
        text(noticed), text(running), text(checkpoint));
    out.flush();
  }

  /** A TaskManager that works on the job. */
  private int victim(FlinkRest rest) {
    List<String> busy =
        rest.vertices(job).stream()
            .flatMap(vertex -> vertex.subtasks().stream())
            .map(FlinkRest.Subtask::taskManager)
            .toList();
    return cluster.flink().taskManagers().stream()
        .filter(number -> busy.contains("taskmanager-" + number))
        .findFirst()
        .orElse(cluster.flink().taskManagers().get(0));
  }

  private boolean allRunning(FlinkRest rest) {
    List<FlinkRest.Vertex> vertices = rest.vertices(job);
    return rest.status(job).equals("RUNNING")
        && vertices.stream()
            .flatMap(vertex -> vertex.subtasks().stream())
            .allMatch(subtask -> subtask.status().equals("RUNNING"));
  }

  private static Optional<Duration> await(Instant since, BooleanSupplier condition)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      if (condition.getAsBoolean()) {
        return Optional.of(Duration.between(since, Instant.now()));
      }
      Thread.sleep(100);
    }
    return Optional.empty();
  }

  private static String text(Optional<Duration> duration) {
    return duration.map(Demo::seconds).orElse("more than " + Demo.seconds(PATIENCE));
  }
}
