package io.millrace.it.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServer;

/** A ZooKeeper server in this JVM, the one that Flink brings, for high availability. */
final class QuorumPeer implements AutoCloseable {
  private static final int TICK_MILLIS = 500;

  private final NIOServerCnxnFactory connections = new NIOServerCnxnFactory();

  /**
   * @param folder for its data
   */
  QuorumPeer(Path folder) throws IOException, InterruptedException {
    Path data = Files.createDirectories(folder);
    ZooKeeperServer server = new ZooKeeperServer(data.toFile(), data.toFile(), TICK_MILLIS);
    connections.configure(new InetSocketAddress("localhost", 0), 50);
    connections.startup(server);
  }

  /** What clients connect to. */
  String address() {
    return "localhost:" + connections.getLocalPort();
  }

  @Override
  public void close() {
    connections.shutdown();
  }
}
