package io.millrace.demo;

import io.millrace.cluster.FlinkRest;
import io.millrace.cluster.LocalCluster;
import io.millrace.simulators.UnreadRecords;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Waits until everything sent is read, closes all windows, and stops the jobs. */
final class Drain {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LocalCluster cluster;
  private final Map<Act, String> jobs;
  private final PrintWriter out;

  Drain(LocalCluster cluster, Map<Act, String> jobs, PrintWriter out) {
    this.cluster = cluster;
    this.jobs = jobs;
    this.out = out;
  }

  /**
   * @throws IllegalStateException if a job does not get there
   */
  void run() throws InterruptedException, ExecutionException {
    Instant deadline = Instant.now().plus(PATIENCE);
    Map<String, Object> client = Map.of("bootstrap.servers", cluster.kafka().bootstrap());
    FlinkRest rest = cluster.flink().rest();
    for (Map.Entry<Act, String> entry : jobs.entrySet()) {
      Act act = entry.getKey();
      for (String topic : act.inputs().values()) {
        while (UnreadRecords.count(client, act.group(), topic) > 0) {
          pause(deadline, act.name() + " did not read all of " + topic);
        }
      }
      rest.stopWithSavepoint(entry.getValue(), true);
    }
    for (Map.Entry<Act, String> entry : jobs.entrySet()) {
      while (!rest.status(entry.getValue()).equals("FINISHED")) {
        pause(deadline, entry.getKey().name() + " did not finish");
      }
    }
    out.println("All read, all windows closed, the jobs have finished.");
    out.flush();
  }

  private static void pause(Instant deadline, String what) throws InterruptedException {
    if (Instant.now().isAfter(deadline)) {
      throw new IllegalStateException(what + " within " + PATIENCE);
    }
    Thread.sleep(200);
  }
}
