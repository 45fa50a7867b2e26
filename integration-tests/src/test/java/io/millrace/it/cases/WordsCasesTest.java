package io.millrace.it.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.CommandLineRun;
import io.millrace.it.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of enumerations as users have them, through the command line, with the right figures. */
class WordsCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void chooseOutputFolder() {
    out = folder.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quality.csv", "quality.jsonl"})
  void aReadingOfQualityBadIsLeftOut(String file) throws IOException {
    // When
    run("industrial/rollup", "readings=" + shared(file));

    // Then
    JsonNode day = window(rows("rollup.jsonl"), "2026-01-02T00:00:00Z");
    assertThat(day.get("count").asInt()).isEqualTo(1);
    assertThat(day.get("mean").asDouble()).isEqualTo(83.0);
    assertThat(counts("readings").get("dead").asInt()).isZero();
  }

  @Test
  void qualitiesAsNumbersAreThoseOfSparkplugAndOpc() throws IOException {
    // Given of which 192 and 216 are good, 64 is uncertain, which counts as well, and 7777 is none
    Path readings =
        write(
            "readings.jsonl",
            Stream.of("192", "216", "64", "0", "500", "\"0x80000000\"", "2147483648", "7777")
                .map(
                    quality ->
                        "{\"source\":\"m\",\"sensor\":\"t\",\"event_time\":"
                            + "\"2026-01-01T00:00:00Z\",\"value\":1,\"quality\":"
                            + quality
                            + "}\n"));

    // When
    run("industrial/rollup", "readings=" + readings);

    // Then
    JsonNode day = window(rows("rollup.jsonl"), "2026-01-02T00:00:00Z");
    assertThat(day.get("count").asInt()).isEqualTo(3);
    assertThat(rows("dead-letters.jsonl"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.get("line").asInt()).isEqualTo(8);
              assertThat(letter.get("error").asText()).isEqualTo("WRONG_FIELD");
              assertThat(letter.get("message").asText())
                  .startsWith("quality: expected one of GOOD, UNCERTAIN, BAD, STALE, got \"7777\"");
            });
  }

  @Test
  void wordsOfOnesOwnAreThoseOfTheMapping() throws IOException {
    // Given
    Path definition =
        write(
            "mine.yaml",
            Stream.of(
                """
                version: 1
                pipeline: plant/mine
                uses: industrial/rollup
                inputs:
                  readings:
                    mapping: {values: {quality: {i.O.: GOOD, n.i.O.: BAD, "0": GOOD}}}
                """));
    Path readings =
        write(
            "readings.csv",
            Stream.of(
                """
                timestamp,value,quality
                2026-01-01 00:00:00,1,i.O.
                2026-01-01 00:00:01,2,N.I.O.
                2026-01-01 00:00:02,3,0
                2026-01-01 00:00:03,4,
                2026-01-01 00:00:04,5,""
                2026-01-01 00:00:05,6,io
                """));

    // When
    run(definition, "readings=" + readings);

    // Then an empty cell, with or without quotes, says no quality, which is a good one
    assertThat(window(rows("rollup.jsonl"), "2026-01-02T00:00:00Z").get("count").asInt())
        .isEqualTo(4);
    assertThat(rows("dead-letters.jsonl"))
        .extracting(letter -> letter.get("line").asInt())
        .containsExactly(7);
  }

  @Test
  void aCounterThatSaysCumulativeIsOne() throws IOException {
    // When
    run(
        "industrial/oee",
        "states=" + shared("st.jsonl"),
        "counts=" + shared("counts-cumulative.jsonl"),
        "calendar=" + shared("cal.jsonl"),
        "cycles=" + shared("cyc.jsonl"));

    // Then
    JsonNode shift =
        rows("oee.jsonl").stream()
            .filter(row -> row.get("window_kind").asText().equals("SHIFT"))
            .findFirst()
            .orElseThrow();
    assertThat(shift.get("produced").asInt()).isEqualTo(20);
    assertThat(shift.get("oee").asDouble()).isEqualTo(0.333, within(0.001));
  }

  @Test
  void aShiftOfAnyCaseIsPlannedTimeAndAStateThatIsNoneIsADeadLetter() throws IOException {
    // Given a word with a typing error, and a number that no rule knows
    Path states =
        write(
            "states.csv",
            Stream.of(
                """
                machine,event_time,state
                m1,2026-01-01T00:00:00Z,Executing
                m1,2026-01-01T00:15:00Z,RUNING
                m1,2026-01-01T00:20:00Z,2.0
                m1,2026-01-01T00:30:00Z,NotExecuting
                """));
    Path calendar =
        write(
            "calendar.jsonl",
            Stream.of(
                "{\"machine\":\"m1\",\"event_time\":\"2026-01-01T00:00:00Z\","
                    + "\"end\":\"2026-01-01T01:00:00Z\",\"kind\":\"Shift\"}\n"));

    // When
    run(
        "industrial/oee",
        "states=" + states,
        "counts=" + shared("counts-cumulative.jsonl"),
        "calendar=" + calendar,
        "cycles=" + shared("cyc.jsonl"));

    // Then
    JsonNode shift =
        rows("oee.jsonl").stream()
            .filter(row -> row.get("window_kind").asText().equals("SHIFT"))
            .findFirst()
            .orElseThrow();
    assertThat(shift.get("availability").asDouble()).isEqualTo(0.5);
    assertThat(rows("dead-letters.jsonl"))
        .extracting(letter -> letter.get("line").asInt())
        .containsExactly(3, 4);
    assertThat(rows("dead-letters.jsonl").get(0).get("message").asText())
        .startsWith(
            "column 'state': expected one of UNKNOWN, NOT_AVAILABLE, OUT_OF_SERVICE,"
                + " NOT_EXECUTING, EXECUTING, got \"RUNING\"");
  }

  @Test
  void spansSayKindAndStatusAsClickHouseOrOpenTelemetryDo() throws IOException {
    // When
    run(shared("spans-status.yaml"), "spans=" + shared("spans-status.csv"));

    // Then
    assertThat(rows("red.jsonl"))
        .filteredOn(row -> row.get("window_end").asText().equals("2026-01-01T00:01:00Z"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("kind").asText()).isEqualTo("SERVER");
              assertThat(row.get("spans").asInt()).isEqualTo(4);
              assertThat(row.get("errors").asDouble()).isEqualTo(3);
            });
  }

  @Test
  void cachesSayHitAndMissInWordsOfTheirOwn() throws IOException {
    // When
    run("cdn/traffic", "requests=" + shared("cache-words.csv"));

    // Then
    JsonNode day = window(rows("traffic.jsonl"), "2026-01-02T00:00:00Z");
    assertThat(day.get("requests").asInt()).isEqualTo(4);
    assertThat(day.get("hits").asInt()).isEqualTo(2);
    assertThat(day.get("misses").asInt()).isEqualTo(2);
    assertThat(day.get("hit_ratio").asDouble()).isEqualTo(0.5);
  }

  private void run(Object definition, String... inputs) {
    List<Object> arguments = new ArrayList<>(List.of("run", definition, "--out", out));
    for (String input : inputs) {
      arguments.addAll(List.of("--input", input));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static Path shared(String name) {
    return SharedData.file("cases/" + name);
  }

  private Path write(String name, Stream<String> texts) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("", texts.toList()));
  }

  private List<JsonNode> rows(String file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(file))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private JsonNode counts(String input) throws IOException {
    return JSON.readTree(out.resolve("summary.json").toFile()).at("/inputs/" + input);
  }

  /** The one result over the day that ends then. */
  private static JsonNode window(List<JsonNode> rows, String end) {
    return rows.stream()
        .filter(row -> row.get("window_start").asText().equals("2026-01-01T00:00:00Z"))
        .filter(row -> row.get("window_end").asText().equals(end))
        .findFirst()
        .orElseThrow();
  }
}
