package io.millrace.testkit;

import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** One Flink cluster in this JVM, started when first needed and stopped with the JVM. */
public final class SharedCluster {
  private static final int SLOTS = 4;

  private SharedCluster() {}

  private static final class Holder {
    static final MiniCluster CLUSTER = start();

    private static MiniCluster start() {
      Configuration configuration = new Configuration();
      configuration.set(RestOptions.BIND_PORT, "0");
      // Where the machine stands still for a while, nobody is lost.
      configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofDays(1));
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(SLOTS)
                  .build());
      try {
        cluster.start();
      } catch (Exception failure) {
        throw new IllegalStateException("The cluster for tests does not start", failure);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> cluster.closeAsync().join()));
      return cluster;
    }
  }

  /** The cluster itself, for jobs that do not end. */
  public static MiniCluster cluster() {
    return Holder.CLUSTER;
  }

  static JobExecutionResult run(JobGraph job) throws Exception {
    return Holder.CLUSTER.executeJobBlocking(job);
  }
}
