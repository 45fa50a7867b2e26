package io.millrace.kafka;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/**
 * The addresses at which a cluster is first asked. They are tried with plain sockets, for Kafka's
 * clients repeat an attempt for ever, with a line in the log for each.
 */
final class BootstrapServers {
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final String text;

  /**
   * Reads {@code host:port[,host:port]}.
   *
   * @throws MillraceException WRONG_TYPE if it is something else
   */
  BootstrapServers(String text) {
    this.text = text;
    for (String one : text.split(",")) {
      String address = one.strip();
      String host = Utils.getHost(address);
      Integer port = Utils.getPort(address);
      if (host == null || port == null || port < 1 || port > 65535) {
        throw new MillraceException(
            ErrorCode.WRONG_TYPE,
            "Kafka's bootstrap is '"
                + text
                + "'; expected host:port, or several separated by commas");
      }
      addresses.add(InetSocketAddress.createUnresolved(host, port));
    }
  }

  /**
   * Connects to one after the other until one accepts.
   *
   * @param patience for one of them
   * @throws MillraceException EXTERNAL if none does
   */
  void reach(Duration patience) {
    List<String> refusals = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      try (Socket socket = new Socket()) {
        InetSocketAddress resolved =
            new InetSocketAddress(address.getHostString(), address.getPort());
        socket.connect(resolved, (int) patience.toMillis());
        return;
      } catch (IOException refused) {
        refusals.add(address.getHostString() + ":" + address.getPort() + " " + reason(refused));
      }
    }
    throw new MillraceException(
        ErrorCode.EXTERNAL,
        "Can't reach Kafka at "
            + text
            + ": "
            + String.join("; ", refusals)
            + "; expected a broker");
  }

  private static String reason(IOException refused) {
    if (refused instanceof UnknownHostException) {
      return "is a host that nobody knows";
    } else if (refused instanceof SocketTimeoutException) {
      return "does not answer";
    } else if (refused instanceof ConnectException) {
      return "refuses the connection";
    }
    return "fails: " + refused.getMessage();
  }
}
