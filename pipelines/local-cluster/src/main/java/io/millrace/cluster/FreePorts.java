package io.millrace.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface that nobody listens on. They are not of those that Linux gives to
 * connections (32768 to 60999), or one of the many connections of a cluster could take a port
 * between the time that it is found and that its server binds it.
 */
final class FreePorts {
  static final int LEAST = 20_000;
  static final int MOST = 32_767;

  private static final int TRIES = 1_000;

  private FreePorts() {}

  /** Finds {@code count} different ones. Another server may take one before it is used. */
  static List<Integer> find(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      // All are held until the last is found, or the same could be given twice.
      for (int tries = 0; held.size() < count; tries++) {
        tryOne(held, tries);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(FreePorts::close);
    }
  }

  private static void tryOne(List<ServerSocket> held, int tries) {
    int port = ThreadLocalRandom.current().nextInt(LEAST, MOST + 1);
    ServerSocket socket = null;
    try {
      socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      held.add(socket);
    } catch (IOException taken) {
      close(socket);
      if (tries >= TRIES) {
        throw new LocalClusterException(
            "No free port from "
                + LEAST
                + " to "
                + MOST
                + " on this machine: "
                + taken.getMessage(),
            taken);
      }
    }
  }

  private static void close(ServerSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException ignored) {
      // The port is free either way.
    }
  }
}
