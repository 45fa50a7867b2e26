package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code services/graph} over real traces, against what Zipkin's own linker finds in them. */
class ServiceGraphTest {
  private static final String ZIPKIN = "microservices/zipkin_testdata/";
  private static final String NEZHA =
      "microservices/nezha_onlineboutique/construct_data/2022-08-23/trace/17_00_trace.csv";

  @TempDir private Path folder;

  /** Links as {@code parent>child calls}; the errors of all of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ascend | mobile-gateway>auth-service 1, mobile-gateway>content-service 1 | 0",
        "messaging-kafka | kafka>servicea 4, kafka>serviceb 3, servicea>kafka 9 | 0",
        "messaging | frontend>rabbitmq 1, rabbitmq>backend 1 | 0",
        "messaging2 | mobile-gateway>auth-service 1, mobile-gateway>transfer-service 2,"
            + " rabbitmq>notification-service 1, transfer-service>rabbitmq 1 | 0",
        "simple-db-p6 | bootifulmeters>app_db 4 | 0",
        "skew | servicea>serviceb 1 | 0",
        "envoy | '' | 0"
      })
  void linksOfATraceAreThoseOfZipkin(String file, String links, long errors) throws IOException {
    // When
    Map<String, Long> found = tree(ZIPKIN + file + ".json", "zipkin-v2");

    // Then
    List<String> texts = new ArrayList<>();
    found.forEach((link, calls) -> texts.add(link + " " + calls));
    assertThat(String.join(", ", texts)).isEqualTo(links);
    assertThat(errors("tree")).isEqualTo(errors);
  }

  @ParameterizedTest
  @CsvSource({
    ZIPKIN + "yelp.json, zipkin-v2, 8, 17, 0",
    ZIPKIN + "smartthings-oauth-authorization.json, zipkin-v2, 12, 123, 1",
    "microservices/train_ticket_zipkin/example/zipkin_log/case1/success/example.json,"
        + " zipkin-v1, 26, 78, 0"
  })
  void largeTracesHaveAsManyLinksAndCallsAsInZipkin(
      String file, String format, int links, long calls, long errors) throws IOException {
    // When
    Map<String, Long> found = tree(file, format);

    // Then
    assertThat(found).hasSize(links);
    assertThat(found.values().stream().mapToLong(count -> count).sum()).isEqualTo(calls);
    assertThat(errors("tree")).isEqualTo(errors);
  }

  @Test
  void spansWithoutKindsAreLinkedWhereTheServiceChanges() throws IOException {
    // Given the calls between services that a look at the file itself finds
    Path file = SharedData.file(NEZHA);
    Map<String, String> services = new HashMap<>();
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] row = line.split(",");
      rows.add(row);
      services.put(row[0] + row[1], row[3].replaceAll("-[^-]+-[^-]+$", ""));
    }
    Map<String, Long> expected = new TreeMap<>();
    for (String[] row : rows) {
      String parent = services.get(row[0] + row[2]);
      String child = services.get(row[0] + row[1]);
      if (parent != null && !parent.equals(child)) {
        expected.merge(parent + ">" + child, 1L, Long::sum);
      }
    }

    // When
    Map<String, Long> found = tree(NEZHA, "csv");

    // Then
    assertThat(found).hasSize(13).isEqualTo(expected);
    assertThat(found)
        .containsEntry("frontend>productcatalogservice", 2_343L)
        .containsEntry("frontend>currencyservice", 1_438L);
  }

  @Test
  void pairingToldOfTheSameTraceNamesTheUserAndTheTimeBetweenTheSides() throws IOException {
    // When
    run(ZIPKIN + "skew.json", "zipkin-v2");

    // Then
    assertThat(rows())
        .filteredOn(row -> row.get("semantics").asText().equals("pairing"))
        .anySatisfy(
            row -> {
              assertThat(row.get("parent").asText()).isEqualTo("servicea");
              assertThat(row.get("child").asText()).isEqualTo("serviceb");
              assertThat(row.get("client_p50").isNumber()).isTrue();
              assertThat(row.get("server_p50").isNumber()).isTrue();
              assertThat(row.get("network_calls").asInt() + row.get("skewed_calls").asInt())
                  .isEqualTo(row.get("calls").asInt());
            });
  }

  private Map<String, Long> tree(String file, String format) throws IOException {
    run(file, format);
    Map<String, Long> links = new TreeMap<>();
    for (JsonNode row : rows()) {
      if (row.get("semantics").asText().equals("tree")) {
        links.merge(
            row.get("parent").asText() + ">" + row.get("child").asText(),
            row.get("calls").asLong(),
            Long::sum);
      }
    }
    return links;
  }

  private void run(String file, String format) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "services/graph",
            "--input",
            "spans=" + SharedData.file(file),
            "--format",
            "spans=" + format,
            "--set",
            "windows=1d",
            "--out",
            folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("out/dead-letters.jsonl")).doesNotExist();
    assertThat(folder.resolve("out/late.jsonl")).doesNotExist();
  }

  private long errors(String semantics) throws IOException {
    return rows().stream()
        .filter(row -> row.get("semantics").asText().equals(semantics))
        .mapToLong(row -> row.get("errors").asLong())
        .sum();
  }

  /** What stands in the end. */
  private List<JsonNode> rows() throws IOException {
    Map<String, JsonNode> standing = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("out/links.jsonl"))) {
      JsonNode row = new ObjectMapper().readTree(line);
      String key = "";
      for (String field :
          List.of("semantics", "parent", "child", "connection", "window_start", "window_end")) {
        key += row.get(field).asText() + "|";
      }
      standing.put(key, row);
    }
    return List.copyOf(standing.values());
  }
}
