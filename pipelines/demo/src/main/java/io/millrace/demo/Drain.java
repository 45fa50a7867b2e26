package io.millrace.demo;

import io.millrace.cluster.FlinkRest;
import io.millrace.cluster.LocalCluster;
import io.millrace.simulators.UnreadRecords;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Waits until everything sent is read, closes all windows, and stops the job. */
final class Drain {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LocalCluster cluster;
  private final String job;
  private final PrintWriter out;

  Drain(LocalCluster cluster, String job, PrintWriter out) {
    this.cluster = cluster;
    this.job = job;
    this.out = out;
  }

  /**
   * @throws IllegalStateException if the job does not get there
   */
  void run() throws InterruptedException, ExecutionException {
    Instant deadline = Instant.now().plus(PATIENCE);
    Map<String, Object> client = Map.of("bootstrap.servers", cluster.kafka().bootstrap());
    while (UnreadRecords.count(client, DemoFiles.GROUP, DemoFiles.READINGS) > 0) {
      pause(deadline, "read all of " + DemoFiles.READINGS);
    }
    FlinkRest rest = cluster.flink().rest();
    rest.stopWithSavepoint(job, true);
    while (!rest.status(job).equals("FINISHED")) {
      pause(deadline, "finish");
    }
    out.println("All read, all windows closed, the job has finished.");
    out.flush();
  }

  private static void pause(Instant deadline, String what) throws InterruptedException {
    if (Instant.now().isAfter(deadline)) {
      throw new IllegalStateException("the job did not " + what + " within " + PATIENCE);
    }
    Thread.sleep(200);
  }
}
