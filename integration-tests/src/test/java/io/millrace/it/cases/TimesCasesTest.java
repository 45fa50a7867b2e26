package io.millrace.it.cases;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.CommandLineRun;
import io.millrace.it.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times as users have them: numbers without a unit, local times of the end of summer time. */
class TimesCasesTest {
  @TempDir Path folder;

  @Test
  void secondsWithoutAFormatAreReadAsSecondsAndTheChoiceIsTold() throws IOException {
    // Given
    Path csv = SharedData.file("cases/epoch-seconds.csv");

    // When
    CommandLineRun run = rollup(csv);

    // Then
    assertThat(counts("PT1M"))
        .isEqualTo(Map.of("2026-01-01T00:00:00Z", 1, "2026-01-01T00:01:00Z", 1));
    assertThat(run.err())
        .contains("warning: assumed_time_unit")
        .contains("field 'event_time' in seconds")
        .contains("time-format");
    assertThat(warnings()).isEqualTo(Map.of("assumed_time_unit", 1));
    assertThat(summary().at("/warnings/0/first").asText()).isEqualTo(csv + ":2");
  }

  @Test
  void jobsOfSacctWithTimesInSecondsAreOfTheirYear() throws IOException {
    // Given
    Path dump = SharedData.file("cases/sacct-epoch.txt");

    // When
    CommandLineRun run =
        run(
            "hpc/jobs",
            "--input",
            "jobs=" + dump,
            "--format",
            "jobs=sacct",
            "--set",
            "window=total");

    // Then
    JsonNode total =
        rows("usage.jsonl").stream()
            .filter(row -> row.get("dimension").asText().equals("all"))
            .findFirst()
            .orElseThrow();
    assertThat(total.get("processor_seconds").asLong()).isEqualTo(28_800);
    assertThat(total.get("window_start").asText()).startsWith("2026-01-01T00:00:00");
    assertThat(run.err()).contains("field 'start_time' in seconds");
  }

  @Test
  void theHourThatOccursTwiceIsToldByTheOrderOfTheFileAndAFileThatBeginsInItIsWarnedOf()
      throws IOException {
    // Given
    Path csv = SharedData.file("cases/dst-fold.csv");

    // When
    rollupInBerlin(csv);

    // Then
    assertThat(counts("PT1H"))
        .isEqualTo(Map.of("2025-10-26T00:00:00Z", 2, "2025-10-26T01:00:00Z", 1));
    assertThat(warnings()).isEqualTo(Map.of("ambiguous_time", 3));
  }

  @Test
  void aWholeNightIsReadWithoutAWarning() throws IOException {
    // Given local times of every ten minutes, three hours of the clock and an hour twice
    StringBuilder csv = new StringBuilder("timestamp,value\n");
    for (int hour : new int[] {1, 2, 2, 3}) {
      for (int minute = 0; minute < 60; minute += 10) {
        csv.append("2025-10-26 %02d:%02d:00,1\n".formatted(hour, minute));
      }
    }
    Path file = Files.writeString(folder.resolve("night.csv"), csv);

    // When
    rollupInBerlin(file);

    // Then
    assertThat(counts("PT1H"))
        .isEqualTo(
            Map.of(
                "2025-10-25T23:00:00Z", 6,
                "2025-10-26T00:00:00Z", 6,
                "2025-10-26T01:00:00Z", 6,
                "2025-10-26T02:00:00Z", 6));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void anHourThatDoesNotExistIsCounted() throws IOException {
    // Given
    Path file =
        Files.writeString(
            folder.resolve("spring.csv"),
            "timestamp,value\n2026-03-29 01:30:00,1\n2026-03-29 02:30:00,1\n");

    // When
    rollupInBerlin(file);

    // Then
    assertThat(counts("PT1H"))
        .isEqualTo(Map.of("2026-03-29T00:00:00Z", 1, "2026-03-29T01:00:00Z", 1));
    assertThat(warnings()).isEqualTo(Map.of("nonexistent_time", 1));
  }

  @Test
  void secondsAmongMillisAreReadAsSecondsAndWhatIsNoTimeIsADeadLetter() throws IOException {
    // Given
    Path file =
        Files.writeString(
            folder.resolve("mixed.csv"),
            """
            timestamp,value
            1767225600000,1
            1767225601,1
            1767225602000,1
            20260101,1
            """);

    // When
    rollup(file);

    // Then
    assertThat(counts("PT1M")).isEqualTo(Map.of("2026-01-01T00:00:00Z", 3));
    assertThat(warnings()).isEqualTo(Map.of("assumed_time_unit", 1, "mixed_time_units", 1));
    assertThat(rows("dead-letters.jsonl")).hasSize(1);
    JsonNode dead = rows("dead-letters.jsonl").get(0);
    assertThat(dead.get("error").asText()).isEqualTo("BAD_TIME");
    assertThat(dead.get("line").asInt()).isEqualTo(5);
    assertThat(dead.get("message").asText()).contains("20260101").contains("time-format");
  }

  @Test
  void eventsOf1970OfTheFutureAndDecadesApartAreWarnedOfWithTheFirstPlace() throws IOException {
    // Given
    Path file =
        Files.writeString(
            folder.resolve("clocks.csv"),
            """
            timestamp,value
            2026-01-01 00:00:00,1
            1970-01-01 00:00:07,1
            1970-01-01 00:00:08,1
            2099-01-01 00:00:00,1
            """);

    // When
    CommandLineRun run = rollup(file);

    // Then
    assertThat(warnings())
        .isEqualTo(Map.of("time_before_1990", 2, "time_in_future", 1, "times_span_decades", 1));
    assertThat(run.err())
        .contains("warning: time_before_1990, 2 times, first at " + file + ":3")
        .contains("warning: time_in_future, 1 time, first at " + file + ":5");
  }

  private CommandLineRun rollup(Path file) {
    return run("industrial/rollup", "--input", "readings=" + file);
  }

  private CommandLineRun rollupInBerlin(Path file) throws IOException {
    Path definition =
        Files.writeString(
            folder.resolve("berlin.yaml"),
            """
            version: 1
            pipeline: industrial/rollup
            java: io.millrace.industrial.rollup.RollupPipeline
            inputs:
              readings:
                schema: industrial.SensorReading
                mapping:
                  fields: {event_time: [timestamp]}
                  constants: {source: m1, sensor: value}
                  zone: Europe/Berlin
                time: {field: event_time, out-of-orderness: 1h, lateness: 1d}
            parameters: {windows: [1h, 1d]}
            outputs:
              rollup:
                key: [source, sensor, window_start, window_end]
            """);
    return run(definition.toString(), "--input", "readings=" + file);
  }

  private CommandLineRun run(String... arguments) {
    List<Object> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--out", folder.resolve("out")));
    CommandLineRun run = CommandLineRun.of(all.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  /** The count of each window of one size, by its start. */
  private Map<String, Integer> counts(String size) throws IOException {
    return rows("rollup.jsonl").stream()
        .filter(row -> size(row).equals(Duration.parse(size)))
        .collect(toMap(row -> row.get("window_start").asText(), row -> row.get("count").asInt()));
  }

  private static Duration size(JsonNode row) {
    return Duration.between(
        Instant.parse(row.get("window_start").asText()),
        Instant.parse(row.get("window_end").asText()));
  }

  /** How often each kind is warned of. */
  private Map<String, Integer> warnings() throws IOException {
    List<JsonNode> warnings = new ArrayList<>();
    summary().get("warnings").forEach(warnings::add);
    return warnings.stream()
        .collect(
            toMap(
                warning -> warning.get("warning").asText(),
                warning -> warning.get("count").asInt(),
                Integer::sum));
  }

  private JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
  }

  private List<JsonNode> rows(String name) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out").resolve(name))) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }
}
