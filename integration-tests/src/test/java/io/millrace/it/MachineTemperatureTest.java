package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code industrial/rollup} over 79 days of a real machine, against a recomputation that uses
 * nothing of ours.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineTemperatureTest {
  private static final int READINGS = 22_695;

  private Path csv;
  private Path out;
  private CommandLineRun run;
  private List<JsonNode> rows;

  /** One row of the file. */
  private record Reading(Instant time, double value) {}

  @BeforeAll
  void rollUpTheWholeFile(@TempDir Path folder) throws IOException {
    csv =
        SharedData.file(
            "industrial/nab_machine_temperature/machine_temperature_system_failure.csv");
    out = folder.resolve("out");
    run = CommandLineRun.of("run", "industrial/rollup", "--input", "readings=" + csv, "--out", out);
    rows = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("rollup.jsonl"))) {
      rows.add(new ObjectMapper().readTree(line));
    }
  }

  @Test
  void everyRecordIsReadAndNoneIsLostThoughTheClockJumpsBackByAnHour() throws IOException {
    // When
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());

    // Then
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(summary)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"inputs": {"readings": {"read": 22695, "dead": 0, "late": 0, "future": 0,
                                             "duplicates": 0, "filtered": 0, "replaced": 0}},
                     "outputs": {"rollup": {"written": %d}},
                     "warnings": []}
                    """
                        .formatted(rows.size())));
    assertThat(out.resolve("late.jsonl")).doesNotExist();
    assertThat(out.resolve("dead-letters.jsonl")).doesNotExist();
  }

  @Test
  void everyWindowHoldsEveryReadingOnce() {
    for (String size : List.of("PT1M", "PT10M", "PT1H", "PT24H")) {
      // When
      List<JsonNode> windows = windowsOf(Duration.parse(size));

      // Then
      assertThat(windows.stream().mapToLong(row -> row.get("count").asLong()).sum())
          .isEqualTo(READINGS);
      assertThat(windows)
          .allMatch(row -> row.get("status").asText().equals("FINAL"))
          .allMatch(row -> row.get("revision").asInt() == 0)
          .allMatch(row -> row.get("source").asText().equals("machine_temperature_system_failure"))
          .allMatch(row -> row.get("sensor").asText().equals("value"));
    }
  }

  @Test
  void dailyRowsAgreeWithAnIndependentRecomputation() throws IOException {
    // Given
    Map<Instant, List<Reading>> days = byWindow(Duration.ofDays(1));

    // When
    List<JsonNode> windows = windowsOf(Duration.ofDays(1));

    // Then
    assertThat(windows).hasSameSizeAs(days.keySet());
    windows.forEach(
        row -> assertAgrees(row, days.get(Instant.parse(row.get("window_start").asText()))));
  }

  @Test
  void hourlyRowsAgreeAndHoldTheKnownExtremes() throws IOException {
    // Given
    Map<Instant, List<Reading>> hours = byWindow(Duration.ofHours(1));

    // When
    List<JsonNode> windows = windowsOf(Duration.ofHours(1));

    // Then
    assertThat(windows).hasSameSizeAs(hours.keySet());
    windows.forEach(
        row -> assertAgrees(row, hours.get(Instant.parse(row.get("window_start").asText()))));
    assertThat(startOf(windows, "min", Collections.min(values(windows, "min"))))
        .isEqualTo("2013-12-16T17:00:00Z");
    assertThat(startOf(windows, "max", Collections.max(values(windows, "max"))))
        .isEqualTo("2013-12-26T15:00:00Z");
    assertThat(Collections.min(values(windows, "min"))).isEqualTo(2.084721, within(1e-6));
    assertThat(Collections.max(values(windows, "max"))).isEqualTo(108.510543, within(1e-6));
  }

  private static void assertAgrees(JsonNode row, List<Reading> readings) {
    List<Double> sorted = readings.stream().map(Reading::value).sorted().toList();
    BigDecimal n = BigDecimal.valueOf(sorted.size());
    BigDecimal sum = sorted.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal mean = sum.divide(n, MathContext.DECIMAL128);
    BigDecimal squares =
        sorted.stream()
            .map(value -> new BigDecimal(value).subtract(mean).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    double deviation =
        squares.divide(n, MathContext.DECIMAL128).sqrt(MathContext.DECIMAL128).doubleValue();

    assertThat(row.get("count").asInt()).isEqualTo(sorted.size());
    assertThat(row.get("min").asDouble()).isEqualTo(sorted.get(0));
    assertThat(row.get("max").asDouble()).isEqualTo(sorted.get(sorted.size() - 1));
    assertThat(row.get("mean").asDouble()).isEqualTo(mean.doubleValue(), within(1e-12));
    assertThat(row.get("stddev").asDouble()).isEqualTo(deviation, within(1e-12));
    for (Map.Entry<String, Integer> percentile :
        Map.of("p50", 50, "p95", 95, "p99", 99).entrySet()) {
      double exact = sorted.get((percentile.getValue() * sorted.size() + 99) / 100 - 1);
      assertThat(row.get(percentile.getKey()).asDouble()).isBetween(exact * 0.99, exact * 1.01);
    }
    Instant first = readings.stream().map(Reading::time).min(Instant::compareTo).orElseThrow();
    Instant last = readings.stream().map(Reading::time).max(Instant::compareTo).orElseThrow();
    // Where the clock was set back, two readings have one time; the lesser value is the earlier.
    assertThat(row.get("first").asDouble())
        .isEqualTo(
            readings.stream()
                .filter(one -> one.time.equals(first))
                .mapToDouble(Reading::value)
                .min()
                .orElseThrow());
    assertThat(row.get("last").asDouble())
        .isEqualTo(
            readings.stream()
                .filter(one -> one.time.equals(last))
                .mapToDouble(Reading::value)
                .max()
                .orElseThrow());
  }

  private Map<Instant, List<Reading>> byWindow(Duration size) throws IOException {
    Map<Instant, List<Reading>> windows = new TreeMap<>();
    for (String line : Files.readAllLines(csv).subList(1, READINGS + 1)) {
      String[] fields = line.split(",");
      Instant time = Instant.parse(fields[0].replace(' ', 'T') + "Z");
      Instant start =
          Instant.ofEpochSecond(time.getEpochSecond() / size.toSeconds() * size.toSeconds());
      windows
          .computeIfAbsent(start, absent -> new ArrayList<>())
          .add(new Reading(time, Double.parseDouble(fields[1])));
    }
    return windows;
  }

  private List<JsonNode> windowsOf(Duration size) {
    return rows.stream()
        .filter(
            row ->
                Instant.parse(row.get("window_start").asText())
                    .plus(size)
                    .equals(Instant.parse(row.get("window_end").asText())))
        .toList();
  }

  private static List<Double> values(List<JsonNode> windows, String column) {
    return windows.stream().map(row -> row.get(column).asDouble()).toList();
  }

  private static String startOf(List<JsonNode> windows, String column, double value) {
    return windows.stream()
        .filter(row -> row.get(column).asDouble() == value)
        .findFirst()
        .orElseThrow()
        .get("window_start")
        .asText();
  }
}
