package io.millrace.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Garbage in: one clear message with its place, the exit code of the contract, no stack trace; good
 * records go through.
 */
class BadInputTest {
  private static final String GOOD =
      """
      timestamp,value
      2026-01-01 00:00:00,1.5
      2026-01-01 00:05:00,2.5
      """;

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void chooseOutputFolder() {
    out = folder.resolve("out");
  }

  @Test
  void badRowsAreDeadLettersWithFileAndLineAndTheGoodOnesAroundThemAreProcessed()
      throws IOException {
    // Given
    Path csv =
        write(
            "readings.csv",
            """
            timestamp,value
            2026-01-01 00:00:00,1.5
            2026-01-01 00:05:00,warm
            yesterday,3.5
            2026-01-01 00:10:00
            2026-01-01 00:15:00,4.5
            """);

    // When
    CommandLineRun run = rollup(csv);

    // Then
    assertThat(run.code()).isZero();
    List<JsonNode> dead = lines("dead-letters.jsonl");
    assertThat(dead).extracting(letter -> letter.get("line").asInt()).containsExactly(3, 4, 5);
    assertThat(dead).allMatch(letter -> letter.get("file").asText().equals(csv.toString()));
    assertThat(dead).allMatch(letter -> letter.get("input").asText().equals("readings"));
    assertThat(dead.get(0).get("message").asText()).contains("value").contains("warm");
    assertThat(dead.get(0).get("value").asText()).isEqualTo("2026-01-01 00:05:00,warm");
    assertThat(dead.get(1).get("message").asText()).contains("timestamp").contains("yesterday");
    assertThat(count("read")).isEqualTo(5);
    assertThat(count("dead")).isEqualTo(3);
    assertThat(daily().get("count").asInt()).isEqualTo(2);
    assertThat(daily().get("max").asDouble()).isEqualTo(4.5);
  }

  @Test
  void badJsonLinesAreDeadLetters() throws IOException {
    // Given
    Path json =
        write(
            "readings.jsonl",
            """
            {"source": "m1", "sensor": "t", "event_time": "2026-01-01T00:00:00Z", "value": 1.0}
            {"source": "m1", "sensor": "t", "event_time": "2026-01-01T00:01:00Z", "value": "hot"}
            {"source": "m1", "sensor": "t", "event_time":
            {"sensor": "t", "event_time": "2026-01-01T00:02:00Z", "value": {"x": 1}}
            {"source": "m1", "sensor": "t", "event_time": "2026-01-01T00:03:00Z", "value": 3.0}
            """);

    // When
    CommandLineRun run = rollup(json);

    // Then
    assertThat(run.code()).isZero();
    assertThat(lines("dead-letters.jsonl"))
        .extracting(letter -> letter.get("line").asInt())
        .containsExactly(2, 3, 4);
    assertThat(daily().get("count").asInt()).isEqualTo(2);
  }

  @Test
  void truncatedCompressedDataIsProcessedAsFarAsItGoesAndReported() throws IOException {
    // Given readings that do not compress well, and half of the file
    StringBuilder csv = new StringBuilder("timestamp,value\n");
    Random random = new Random(1);
    for (int hour = 0; hour < 24; hour++) {
      for (int minute = 0; minute < 60; minute++) {
        csv.append("2026-01-01 %02d:%02d:00,%s%n".formatted(hour, minute, random.nextDouble()));
      }
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
      gzip.write(csv.toString().getBytes(UTF_8));
    }
    byte[] half = Arrays.copyOf(whole.toByteArray(), whole.size() / 2);
    Path file = Files.write(folder.resolve("readings.csv.gz"), half);

    // When
    CommandLineRun run = rollup(file);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("damaged").doesNotContain("\tat ");
    List<JsonNode> dead = lines("dead-letters.jsonl");
    JsonNode damage = dead.get(dead.size() - 1);
    assertThat(damage.get("error").asText()).isEqualTo("DAMAGED");
    assertThat(damage.get("line").asInt()).isGreaterThan(100);
    assertThat(daily().get("count").asInt()).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"readings.csv.gz", "readings.csv.xz", "readings.csv.zip", "readings.avro"})
  void aFileThatIsNotWhatItsNameSaysIsRefused(String name) throws IOException {
    // Given
    Path file = write(name, "this is neither compressed nor Avro\n");

    // When
    CommandLineRun run = rollup(file);

    // Then
    assertRefused(run, file.toString());
  }

  @Test
  void aHeaderWithoutTheColumnsIsRefusedWithWhatItHas() throws IOException {
    // Given
    Path csv = write("readings.csv", "when,reading\n2026-01-01 00:00:00,1\n");

    // When
    CommandLineRun run = rollup(csv);

    // Then
    assertRefused(run, csv.toString());
    assertThat(run.err()).contains("event_time").contains("when");
  }

  @Test
  void aMissingFileAndAFolderAreRefused() {
    assertRefused(rollup(folder.resolve("absent.csv")), "absent.csv");
    assertRefused(rollup(folder), folder.toString());
  }

  @Test
  void anOutputFolderThatIsAFileIsRefused() throws IOException {
    // Given
    Path csv = write("readings.csv", GOOD);
    out = write("taken", "");

    // When
    CommandLineRun run = rollup(csv);

    // Then
    assertRefused(run, out.toString());
    assertThat(out).isEmptyFile();
  }

  @Test
  void aDefinitionOfGarbageIsRefusedAtItsPlace() throws IOException {
    // Given
    Path definition = write("mine.yaml", "version: 1\n  pipeline: [\n");
    Path csv = write("readings.csv", GOOD);

    // When
    CommandLineRun run =
        CommandLineRun.of("run", definition, "--input", "readings=" + csv, "--out", out);

    // Then
    assertRefused(run, definition + ":2:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          windows=often   | --set windows: WRONG_TYPE windows is 'often'; expected a duration
          windows=1m,90s  | a window of 90s is no multiple of the smallest window, 1m
          window=1m       | --set window: UNKNOWN_KEY unknown parameter 'window'; did you mean 'windows'?
          early=-1s       | --set early: WRONG_TYPE early is '-1s'
          """)
  void aBadParameterIsRefused(String setting, String message) throws IOException {
    // Given
    Path csv = write("readings.csv", GOOD);

    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "industrial/rollup",
            "--set",
            setting,
            "--input",
            "readings=" + csv,
            "--out",
            out);

    // Then
    assertRefused(run, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run                                                   | Missing required
          run industrial/rollup --out x                         | --input
          run industrial/rollup --input reading=x.csv --out x   | did you mean 'readings'?
          run industrial/rollup --input readings --out x        | NAME=FILE
          rum                                                   | rum
          import x.yaml                                         | comes with release
          ''                                                    | which verb?
          """)
  void wrongUsageIsToldApartFromWrongInput(String arguments, String message) {
    // When
    CommandLineRun run =
        CommandLineRun.of(
            (Object[]) (arguments.isBlank() ? new String[0] : arguments.split("\\s+")));

    // Then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void resultsOfAnEarlierRunDoNotOutliveTheOneThatReplacesThem() throws IOException {
    // Given
    rollup(write("bad.csv", GOOD + "x,y\n"));
    assertThat(out.resolve("dead-letters.jsonl")).exists();

    // When
    rollup(write("good.csv", GOOD), "--overwrite");

    // Then
    assertThat(out.resolve("dead-letters.jsonl")).doesNotExist();
    assertThat(out.resolve("rollup.jsonl")).exists();
  }

  private CommandLineRun rollup(Path file, String... further) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("run", "industrial/rollup", "--input", "readings=" + file, "--out", out));
    arguments.addAll(List.of(further));
    return CommandLineRun.of(arguments.toArray());
  }

  private static void assertRefused(CommandLineRun run, String message) {
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<JsonNode> lines(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(name))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private long count(String kind) throws IOException {
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    return summary.at("/inputs/readings/" + kind).asLong();
  }

  /** The one result over a day. */
  private JsonNode daily() throws IOException {
    return lines("rollup.jsonl").stream()
        .filter(row -> row.get("window_start").asText().equals("2026-01-01T00:00:00Z"))
        .filter(row -> row.get("window_end").asText().equals("2026-01-02T00:00:00Z"))
        .findFirst()
        .orElseThrow();
  }
}
