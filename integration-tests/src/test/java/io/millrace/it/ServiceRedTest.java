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

/** {@code services/red} over a minute of a real shop, against a look at the file itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceRedTest {
  private static final String NEZHA =
      "microservices/nezha_onlineboutique/construct_data/2022-08-23/trace/17_00_trace.csv";

  private final List<JsonNode> rows = new ArrayList<>();
  private List<String> spans;

  @BeforeAll
  void analyse(@TempDir Path folder) throws IOException {
    Path file = SharedData.file(NEZHA);
    spans = Files.readAllLines(file).stream().skip(1).toList();
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "services/red",
            "--input",
            "spans=" + file,
            "--set",
            "windows=1d",
            "--out",
            folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    for (String line : Files.readAllLines(folder.resolve("out/red.jsonl"))) {
      rows.add(new ObjectMapper().readTree(line));
    }
  }

  @Test
  void everySpanIsCountedOnce() {
    // When
    long counted = rows.stream().mapToLong(row -> row.get("spans").asLong()).sum();

    // Then
    assertThat(counted).isEqualTo(22_969).isEqualTo(spans.size());
    assertThat(rows).allMatch(row -> row.get("calls").asDouble() == row.get("spans").asLong());
  }

  @Test
  void theMedianOfTheRootsIsTheKnownOne() {
    // When
    JsonNode roots =
        rows.stream()
            .filter(row -> row.get("operation").asText().equals("hipstershop.Frontend/Recv."))
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(roots.get("service").asText()).isEqualTo("frontend");
    assertThat(roots.get("spans").asInt()).isEqualTo(502);
    assertThat(roots.get("duration_p50").asDouble()).isCloseTo(0.123733, within(0.0013));
    assertThat(roots.get("errors").asDouble()).isZero();
  }
}
