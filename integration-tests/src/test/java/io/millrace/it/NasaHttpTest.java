package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cdn/traffic} over a day of a real web server, against known values and a recomputation
 * that uses nothing of ours.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NasaHttpTest {
  private static final int REQUESTS = 30_969;

  private List<String[]> lines;
  private Path out;
  private CommandLineRun run;
  private List<JsonNode> traffic;
  private List<JsonNode> top;
  private List<JsonNode> visitors;

  @BeforeAll
  void analyseTheDay(@TempDir Path folder) throws IOException {
    Path log = SharedData.file("cdn/nasa_http_19950801/nasa_19950801.tsv");
    lines = new ArrayList<>();
    for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
      lines.add(line.split("\t", -1));
    }
    lines.remove(0);
    out = folder.resolve("out");
    run =
        CommandLineRun.of(
            "run",
            "cdn/traffic",
            "--input",
            "requests=" + log,
            "--format",
            "requests=nasa-tsv",
            "--out",
            out);
    traffic = rows("traffic");
    top = rows("top");
    visitors = rows("visitors");
  }

  @Test
  void everyLineButTheHeaderIsARequest() throws IOException {
    // When
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(summary.get("inputs").get("requests"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"read": 30969, "dead": 0, "late": 0, "future": 0, "duplicates": 0,
                     "filtered": 0, "replaced": 0}
                    """));
    assertThat(out.resolve("dead-letters.jsonl")).doesNotExist();
  }

  @Test
  void theDayHasTheKnownStatusesBytesAndHosts() throws IOException {
    // When
    JsonNode day = windowsOf(traffic, Duration.ofDays(1)).get(0);

    // Then
    assertThat(day.get("requests").asInt()).isEqualTo(REQUESTS);
    assertThat(day.get("bytes").asLong()).isEqualTo(482_000_467);
    assertThat(day.get("statuses"))
        .isEqualTo(
            new ObjectMapper()
                .readTree("{\"200\": 27972, \"302\": 355, \"304\": 2421, \"404\": 221}"));
    assertThat(day.get("status_3xx").asInt()).isEqualTo(2_776);
    assertThat(day.get("status_5xx").asInt()).isZero();
    assertThat(windowsOf(visitors, Duration.ofDays(1)).get(0).get("visitors").asInt())
        .isEqualTo(2_365);
  }

  @Test
  void whatTheLogDoesNotSayIsNull() {
    // When
    JsonNode day = windowsOf(traffic, Duration.ofDays(1)).get(0);

    // Then
    for (String column :
        List.of("site", "pop", "hits", "misses", "hit_ratio", "byte_hit_ratio", "offload")) {
      assertThat(day.get(column).isNull()).as(column).isTrue();
    }
    assertThat(day.get("ttfb_p50").isNull()).isTrue();
    assertThat(day.get("total_p99").isNull()).isTrue();
  }

  @Test
  void theBusiestMinuteAndTheNonEmptyWindowsAreTheKnownOnes() {
    // When
    List<JsonNode> minutes = windowsOf(traffic, Duration.ofMinutes(1));

    // Then
    JsonNode busiest =
        minutes.stream()
            .max(Comparator.comparingInt(row -> row.get("requests").asInt()))
            .orElseThrow();
    assertThat(busiest.get("window_start").asText()).isEqualTo("1995-08-01T14:44:00Z");
    assertThat(busiest.get("requests").asInt()).isEqualTo(164);
    Set<Long> fiveMinutes = new HashSet<>();
    minutes.forEach(row -> fiveMinutes.add(start(row).getEpochSecond() / 300));
    assertThat(fiveMinutes).hasSize(155);
  }

  @Test
  void windowsOfEverySizeAgreeWithARecomputation() {
    for (Duration size :
        List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofDays(1))) {
      // Given
      Map<Instant, List<Long>> expected = new TreeMap<>();
      for (String[] line : lines) {
        long second = Long.parseLong(line[2]);
        Instant start = Instant.ofEpochSecond(second - second % size.toSeconds());
        expected.computeIfAbsent(start, absent -> new ArrayList<>()).add(Long.parseLong(line[6]));
      }

      // When
      List<JsonNode> windows = windowsOf(traffic, size);

      // Then
      assertThat(windows).hasSameSizeAs(expected.keySet());
      for (JsonNode row : windows) {
        List<Long> bytes = expected.get(start(row));
        assertThat(row.get("requests").asInt()).isEqualTo(bytes.size());
        assertThat(row.get("bytes").asLong()).isEqualTo(bytes.stream().mapToLong(b -> b).sum());
        assertThat(row.get("status").asText()).isEqualTo("FINAL");
      }
    }
  }

  @Test
  void theTopUrlsAreExactForThereAreFewerThanTheCapacity() {
    // Given
    Map<String, Long> counts = new HashMap<>();
    lines.forEach(line -> counts.merge(line[4].split("\\?")[0], 1L, Long::sum));
    List<Long> greatest =
        counts.values().stream().sorted(Comparator.reverseOrder()).limit(100).toList();

    // When
    List<JsonNode> urls =
        windowsOf(top, Duration.ofDays(1)).stream()
            .filter(row -> row.get("dimension").asText().equals("url"))
            .sorted(Comparator.comparingInt(row -> row.get("rank").asInt()))
            .toList();

    // Then
    assertThat(urls).extracting(row -> row.get("count").asLong()).isEqualTo(greatest);
    assertThat(urls)
        .allSatisfy(
            row -> {
              assertThat(row.get("lower_bound")).isEqualTo(row.get("count"));
              assertThat(row.get("count").asLong()).isEqualTo(counts.get(row.get("item").asText()));
            });
    assertThat(urls.get(0).get("item").asText()).isEqualTo("/images/NASA-logosmall.gif");
    assertThat(urls.get(0).get("guaranteed").asBoolean()).isTrue();
  }

  private List<JsonNode> rows(String output) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(output + ".jsonl"))) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }

  private static Instant start(JsonNode row) {
    return Instant.parse(row.get("window_start").asText());
  }

  private static List<JsonNode> windowsOf(List<JsonNode> rows, Duration size) {
    return rows.stream()
        .filter(row -> start(row).plus(size).equals(Instant.parse(row.get("window_end").asText())))
        .toList();
  }
}
