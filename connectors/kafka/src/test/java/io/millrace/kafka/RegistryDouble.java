package io.millrace.kafka;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a schema registry answers to a GET, by path, in the words of Confluent's API. It stands in
 * for a real registry, since none was found that runs from Maven Central.
 */
final class RegistryDouble implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Integer> outages = Collections.synchronizedList(new ArrayList<>());
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  RegistryDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void answers(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
  }

  /** The next requests get these statuses, one each, whatever they ask for. */
  void failsWith(Integer... statuses) {
    outages.addAll(List.of(statuses));
  }

  /** Paths, in the order in which they were asked for. */
  List<String> asked() {
    return asked;
  }

  /** The login headers that came with them. */
  List<String> logins() {
    return logins;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    asked.add(path);
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    if (login != null) {
      logins.add(login);
    }
    Answer answer =
        outages.isEmpty()
            ? answers.getOrDefault(
                path, new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"))
            : new Answer(outages.remove(0), "an outage");
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
