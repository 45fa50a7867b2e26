package io.millrace.it.cluster;

import io.millrace.cluster.FlinkOptions;
import io.millrace.cluster.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one cluster of processes that all tests of this JVM share: a broker, a database, a
 * JobManager, two TaskManagers.
 */
final class RunningCluster {
  private static LocalCluster cluster;

  private RunningCluster() {}

  static synchronized LocalCluster get() {
    if (cluster == null) {
      // The JDK's caches hold classes of ended jobs softly, for minutes; a leak would look the
      // same.
      FlinkOptions options =
          FlinkOptions.defaults()
              .with("env.java.opts.taskmanager", "-XX:SoftRefLRUPolicyMSPerMB=0")
              // Who is killed is missed sooner, by its connections.
              .with("heartbeat.timeout", "1min");
      cluster = LocalCluster.start(emptyFolder(), options);
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop the cluster"));
    }
    return cluster;
  }

  private static Path emptyFolder() {
    try {
      return Files.createTempDirectory("millrace-it-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
