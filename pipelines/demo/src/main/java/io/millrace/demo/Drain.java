package io.millrace.demo;

import io.millrace.cluster.FlinkRest;
import io.millrace.cluster.LocalCluster;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

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
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.kafka().bootstrap()))) {
      long end = end(admin);
      while (committed(admin) < end) {
        pause(deadline, "read all of " + DemoFiles.READINGS);
      }
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

  /** Records before the position that checkpoints have written to the consumer group. */
  private static long committed(Admin admin) throws InterruptedException, ExecutionException {
    return admin
        .listConsumerGroupOffsets(DemoFiles.GROUP)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  private static long end(Admin admin) throws InterruptedException, ExecutionException {
    List<TopicPartition> partitions =
        admin
            .describeTopics(List.of(DemoFiles.READINGS))
            .allTopicNames()
            .get()
            .get(DemoFiles.READINGS)
            .partitions()
            .stream()
            .map(partition -> new TopicPartition(DemoFiles.READINGS, partition.partition()))
            .toList();
    return admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }
}
