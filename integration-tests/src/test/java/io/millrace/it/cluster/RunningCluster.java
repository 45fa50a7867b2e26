package io.millrace.it.cluster;

import io.millrace.cluster.FlinkOptions;
import io.millrace.cluster.LocalCluster;

/**
 * The one cluster of processes that all tests of this JVM share: a broker, a database, a
 * JobManager, two TaskManagers.
 */
final class RunningCluster {
  private static LocalCluster cluster;

  private RunningCluster() {}

  static synchronized LocalCluster get() {
    if (cluster == null) {
      cluster = LocalCluster.start(FlinkOptions.defaults());
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop the cluster"));
    }
    return cluster;
  }
}
