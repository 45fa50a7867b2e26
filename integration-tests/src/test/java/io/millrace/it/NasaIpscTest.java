package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code hpc/jobs} over three months of a real cluster, against known values. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NasaIpscTest {
  private static final long PROCESSOR_SECONDS = 474_238_015;

  private Path log;
  private Path out;
  private CommandLineRun run;
  private List<JsonNode> usage;

  @BeforeAll
  void analyseTheLog(@TempDir Path folder) throws IOException {
    log = SharedData.file("hpc/swf_nasa_ipsc_1993/NASA-iPSC-1993-3.1-cln.swf.zip");
    out = folder.resolve("out");
    run =
        CommandLineRun.of(
            "run",
            "hpc/jobs",
            "--input",
            "jobs=" + log,
            "--set",
            "window=hour,day,month,total",
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
    usage = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("usage.jsonl"))) {
      usage.add(new ObjectMapper().readTree(line));
    }
  }

  @Test
  void everyLineButTheCommentsIsAJob() throws IOException {
    // When
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());

    // Then
    assertThat(summary.get("inputs").get("jobs"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"read": 18239, "dead": 0, "late": 0, "future": 0, "duplicates": 0,
                     "filtered": 0, "replaced": 0}
                    """));
  }

  @Test
  void theTotalIsTheKnownOne() {
    // When
    JsonNode total = rows("TOTAL", "all").get(0);

    // Then
    assertThat(total.get("processor_seconds").asLong()).isEqualTo(PROCESSOR_SECONDS);
    assertThat(total.get("utilisation").asDouble()).isCloseTo(0.466093, within(5e-7));
    assertThat(total.get("run_mean").asDouble()).isCloseTo(764.887, within(5e-4));
    assertThat(total.get("users").asInt()).isEqualTo(69);
    assertThat(total.get("submitted").asInt()).isEqualTo(18_239);
    assertThat(total.get("ended").asInt()).isEqualTo(18_239);
    assertThat(total.get("capacity").asInt()).isEqualTo(128);
    assertThat(total.get("cluster").asText()).isEqualTo("Intel iPSC/860");
    assertThat(rows("TOTAL", "user")).hasSize(69);
  }

  @Test
  void whatTheLogDoesNotSayIsNull() {
    for (JsonNode row : usage) {
      for (String column :
          List.of("wait_mean", "wait_p50", "wait_p95", "planned_mean", "bounded_slowdown_mean")) {
        assertThat(row.get(column).isNull()).as(column).isTrue();
      }
    }
    // When
    List<JsonNode> queues = rows("TOTAL", "queue");

    // Then
    assertThat(queues).singleElement().matches(row -> row.get("item").isNull());
    assertThat(queues.get(0).get("ended_by_state")).isEmpty();
  }

  @Test
  void theUseOfEachJobIsSpreadOverTheWindowsInWhichItRan() {
    for (String kind : List.of("HOUR", "DAY", "MONTH", "TOTAL")) {
      for (String dimension : List.of("all", "user", "account", "queue", "qos", "size")) {
        // When
        List<JsonNode> windows = rows(kind, dimension);

        // Then
        assertThat(windows.stream().mapToLong(row -> row.get("processor_seconds").asLong()).sum())
            .as(kind + " " + dimension)
            .isEqualTo(PROCESSOR_SECONDS);
        assertThat(windows).allMatch(row -> row.get("status").asText().equals("FINAL"));
      }
    }
    assertThat(rows("MONTH", "all")).hasSize(4);
  }

  @Test
  void theCapacityMayBeAParameter(@TempDir Path folder) throws IOException {
    // When
    CommandLineRun halved =
        CommandLineRun.of(
            "run",
            "hpc/jobs",
            "--input",
            "jobs=" + log,
            "--format",
            "jobs=swf",
            "--set",
            "window=total",
            "--set",
            "capacity=256",
            "--out",
            folder.resolve("halved"));

    // Then
    assertThat(halved.code()).as(halved.err()).isZero();
    String all =
        Files.readAllLines(folder.resolve("halved/usage.jsonl")).stream()
            .filter(line -> line.contains("/all\""))
            .findFirst()
            .orElseThrow();
    assertThat(new ObjectMapper().readTree(all).get("utilisation").asDouble())
        .isCloseTo(0.466093 / 2, within(5e-7));
  }

  private List<JsonNode> rows(String kind, String dimension) {
    return usage.stream()
        .filter(row -> row.get("window_kind").asText().equals(kind))
        .filter(row -> row.get("dimension").asText().equals(dimension))
        .toList();
  }
}
