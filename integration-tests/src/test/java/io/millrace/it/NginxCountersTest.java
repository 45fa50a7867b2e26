package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.operators.counter.CounterDelta;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counters of a real nginx, through the operator for counters. */
class NginxCountersTest {
  private static final String CACHE = "/caches/http_cache/";

  private List<JsonNode> documents;

  @BeforeEach
  void readDocuments() throws IOException {
    documents = new ArrayList<>();
    for (String line :
        Files.readAllLines(SharedData.file("cdn/nginx_plus_status/nginxplus_json_logs"))) {
      documents.add(new ObjectMapper().readTree(line));
    }
  }

  @Test
  void incrementsOfTheCacheGiveTheKnownHitRatio() {
    // When
    long hits = grown(CACHE + "hit/responses");
    long all =
        hits
            + grown(CACHE + "miss/responses")
            + grown(CACHE + "expired/responses")
            + grown(CACHE + "bypass/responses");

    // Then
    assertThat(hits).isEqualTo(159);
    assertThat(grown(CACHE + "miss/responses")).isEqualTo(410);
    assertThat(grown(CACHE + "expired/responses")).isEqualTo(69);
    assertThat(grown(CACHE + "bypass/responses")).isEqualTo(154);
    assertThat((double) hits / all).isCloseTo(0.200758, within(5e-7));
  }

  @Test
  void incrementsOfRequestsAreTheKnownOnes() {
    // When
    long requests = grown("/requests/total");

    // Then
    assertThat(requests).isEqualTo(28_384);
    assertThat(grown("/server_zones/hg.nginx.org/requests")).isEqualTo(363);
    assertThat(grown("/server_zones/trac.nginx.org/requests")).isEqualTo(757);
    assertThat(grown("/server_zones/lxr.nginx.org/requests")).isEqualTo(93);
  }

  @Test
  void countersOfSeveralProcessesReadAsOneShowFalseResets() {
    // Given
    CounterDelta counter = new CounterDelta(CounterDelta.Settings.plain());

    // When
    long resets =
        documents.stream()
            .map(
                document ->
                    counter.add(
                        document.get("timestamp").asLong(),
                        document.at("/ssl/handshakes").asLong()))
            .filter(increment -> increment.kind() == CounterDelta.Kind.RESET)
            .count();

    // Then so they have to be told apart by their process
    assertThat(resets).isEqualTo(51);
  }

  private long grown(String path) {
    CounterDelta counter = new CounterDelta(CounterDelta.Settings.plain());
    return documents.stream()
        .mapToLong(
            document ->
                counter
                    .add(document.get("timestamp").asLong(), document.at(path).asLong())
                    .amount())
        .sum();
  }
}
