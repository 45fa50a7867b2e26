package io.millrace.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What {@code cluster status} prints: addresses, processes, and where each subtask runs. */
final class StatusReport {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final ClusterState state;
  private final FlinkRest rest;

  StatusReport(ClusterState state, FlinkRest rest) {
    this.state = state;
    this.rest = rest;
  }

  String addresses() {
    return """
        Kafka broker   %s
        PostgreSQL     %s  (user %s, password in %s)
        Flink web UI   %s"""
        .formatted(
            state.bootstrap(),
            state.jdbcUrl(),
            state.user(),
            state.passwordFile(),
            state.restUrl());
  }

  String processes() {
    TextTable table = new TextTable("PROCESS", "PID", "STATE");
    table.row("broker", Long.toString(state.holder().pid()), condition(state.holder()));
    new TreeMap<>(state.processes())
        .forEach(
            (name, identity) ->
                table.row(name, Long.toString(identity.pid()), condition(identity)));
    return table.toString();
  }

  private static String condition(ProcessIdentity identity) {
    return identity.state().map(letter -> letter.equals("T") ? "paused" : "running").orElse("gone");
  }

  String jobs() {
    List<FlinkRest.Job> jobs = rest.jobs();
    if (jobs.isEmpty()) {
      return "No job was submitted yet.";
    }
    StringBuilder text = new StringBuilder();
    for (FlinkRest.Job job : jobs) {
      text.append("Job ").append(job.name()).append("  ").append(job.id()).append("  ");
      text.append(job.status()).append('\n');
      if (job.status().equals("RUNNING")) {
        text.append(subtasks(job)).append('\n');
      }
    }
    return text.toString().stripTrailing();
  }

  private String subtasks(FlinkRest.Job job) {
    LoadSample before = LoadSample.take(rest, job.id());
    Pause.of(BETWEEN);
    TextTable table =
        new TextTable(
            "VERTEX", "SUBTASK", "TASK MANAGER", "STATUS", "RECORDS/S", "SHARE", "WATERMARK LAG");
    LoadSample after = LoadSample.take(rest, job.id());
    for (SubtaskLoad load : after.since(before)) {
      table.row(
          shortened(load.vertex().name()),
          Integer.toString(load.subtask().index()),
          load.subtask().taskManager(),
          load.subtask().status(),
          load.recordsPerSecond().isPresent()
              ? format("%,.0f", load.recordsPerSecond().getAsDouble())
              : "-",
          load.share().isPresent() ? format("%.0f %%", 100 * load.share().getAsDouble()) : "-",
          load.watermarkLag(after.at())
              .map(lag -> format("%.1f s", lag.toMillis() / 1000.0))
              .orElse("-"));
    }
    return table.toString();
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 37) + "...";
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
