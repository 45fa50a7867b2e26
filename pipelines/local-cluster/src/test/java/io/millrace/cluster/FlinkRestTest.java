package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkRestTest {
  /** What Flink's server takes at most, as a request line. */
  private static final int LONGEST_LINE = 4_096;

  private static final List<String> METRICS =
      IntStream.range(0, 400).mapToObj(i -> i + ".traffic_panes.numRecordsIn").toList();

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", FlinkRestTest::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void moreMetricsThanOneRequestCanNameAreAskedForInSeveral() {
    // Given
    FlinkRest rest = new FlinkRest(URI.create("http://localhost:" + server.getAddress().getPort()));

    // When
    Map<String, String> values = rest.metrics("job", "vertex", List.of("numRecordsIn"));

    // Then
    assertThat(values.keySet()).containsExactlyInAnyOrderElementsOf(METRICS);
    assertThat(values).containsEntry("399.traffic_panes.numRecordsIn", "1");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    String query = exchange.getRequestURI().getQuery();
    Stream<String> names =
        query == null
            ? METRICS.stream()
            : Arrays.stream(query.substring("get=".length()).split(","));
    String body =
        names
            .map(name -> "{\"id\": \"%s\", \"value\": \"1\"}".formatted(name))
            .collect(Collectors.joining(",", "[", "]"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(uri.length() > LONGEST_LINE ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
