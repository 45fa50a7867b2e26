package io.millrace.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as users have them: in any order, of one name in several folders, run more than once. */
class FilesCasesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String HEADER = "timestamp,source,value\n";

  @TempDir Path folder;

  /** Readings of machines, sorted by time; one a minute of each machine, no two at once. */
  private static List<String> readings(int machines, int minutes) {
    List<String> rows = new ArrayList<>();
    Random random = new Random(7);
    for (int minute = 0; minute < minutes; minute++) {
      for (int machine = 0; machine < machines; machine++) {
        rows.add(
            "%s,m%d,%s"
                .formatted(
                    START.plusSeconds(60L * minute + machine), machine, random.nextInt(100)));
      }
    }
    return rows;
  }

  @Test
  void aFileGroupedByMachineHasNoLateEventAndTheResultsOfTheSortedOne() throws IOException {
    // Given a small file, which is sorted in memory
    List<String> rows = readings(4, 3 * 24 * 60);

    // When
    Path sorted = rollup("sorted", csv("sorted.csv", rows));
    Path grouped = rollup("grouped", csv("grouped.csv", grouped(rows)));

    // Then
    assertThat(counts(grouped).get("late").asLong()).isZero();
    assertThat(counts(grouped).get("read").asLong()).isEqualTo(rows.size());
    assertThat(grouped.resolve("late.jsonl")).doesNotExist();
    assertThat(Files.readString(grouped.resolve("rollup.jsonl")))
        .isEqualTo(Files.readString(sorted.resolve("rollup.jsonl")));
  }

  @Test
  void aLargeFileGroupedByMachineIsSortedOnASecondReading() throws IOException {
    // Given more than is read ahead of the first machine alone
    List<String> rows = readings(2, 60_000);
    Path file = csv("grouped.csv", grouped(rows));

    // When
    CommandLineRun run = run("grouped", file);
    Path sorted = rollup("sorted", csv("sorted.csv", rows));

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "readings: "
                + file
                + ":60002 lies about 42d behind the latest event before it, and out-of-orderness"
                + " is 1h: begins again, and sorts its events by time");
    Path grouped = folder.resolve("grouped");
    assertThat(counts(grouped).get("late").asLong()).isZero();
    assertThat(counts(grouped).get("read").asLong()).isEqualTo(rows.size());
    assertThat(Files.readString(grouped.resolve("rollup.jsonl")))
        .isEqualTo(Files.readString(sorted.resolve("rollup.jsonl")));
    assertThat(Files.list(grouped).map(path -> path.getFileName().toString()))
        .containsExactlyInAnyOrder("rollup.jsonl", "summary.json");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anyOrderInAnyFilesGivesTheSameBytes(int files) throws IOException {
    // Given
    List<String> rows = readings(3, 2_000);
    Path sorted = rollup("sorted", csv("sorted.csv", rows));
    List<String> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(files));
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      int part = i;
      List<String> some =
          shuffled.stream().filter(row -> Math.floorMod(row.hashCode(), files) == part).toList();
      paths.add(csv("part" + i + ".csv", some));
    }

    // When
    Path out = rollup("shuffled", paths.toArray(Path[]::new));

    // Then
    assertThat(Files.readString(out.resolve("rollup.jsonl")))
        .isEqualTo(Files.readString(sorted.resolve("rollup.jsonl")));
  }

  @Test
  void inTheOrderOfTheFileEventsAreLateAndWhatWouldHaveKeptThemIsNamed() throws IOException {
    // Given machine after machine, three days each
    List<String> rows = readings(2, 3 * 24 * 60);
    Path file = csv("grouped.csv", grouped(rows));

    // When
    CommandLineRun run = run("late", file, "--order", "as-is");

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    Path out = folder.resolve("late");
    long late = counts(out).get("late").asLong();
    assertThat(late).isGreaterThan(rows.size() / 10);
    JsonNode warning = summary(out).get("warnings").get(0);
    assertThat(warning.get("warning").asText()).isEqualTo("late_events");
    assertThat(warning.get("count").asLong()).isEqualTo(late);
    assertThat(warning.get("detail").asText())
        .matches("out-of-orderness: \\d+[dh] would have kept all, \\d+[dh] 99 in 100");
    assertThat(run.err()).contains("warning: late_events, %,d times".formatted(late));

    // When it is set so
    String kept = warning.get("detail").asText().split(" ")[1];
    Path definition =
        Files.writeString(
            folder.resolve("kept.yaml"),
            """
            version: 1
            pipeline: my/rollup
            uses: industrial/rollup
            inputs: {readings: {time: {out-of-orderness: %s}}}
            """
                .formatted(kept));
    CommandLineRun again =
        CommandLineRun.of(
            "run",
            definition,
            "--input",
            "readings=" + file,
            "--order",
            "as-is",
            "--out",
            folder.resolve("kept"));

    // Then none is
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(counts(folder.resolve("kept")).get("late").asLong()).isZero();
    assertThat(summary(folder.resolve("kept")).get("warnings")).isEmpty();
  }

  @Test
  void howEventsArriveIsToldInTheOrderOfTheFile() throws IOException {
    // Given one reading that comes after a later one
    Path file =
        Files.writeString(
            folder.resolve("readings.jsonl"),
            Stream.of(1, 3, 2, 4)
                .map(
                    second ->
                        """
                        {"source": "m", "sensor": "s", "event_time": "2026-01-01T00:00:0%dZ", "value": 1, "sequence": %d}
                        """
                            .formatted(second, second))
                .collect(Collectors.joining()));

    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "platform/delivery",
            "--input",
            "events=" + file,
            "--out",
            folder.resolve("out"));

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(rows(folder.resolve("out/delivery.jsonl")).get(0).get("out_of_order").asInt())
        .isEqualTo(1);
  }

  @Test
  void filesOfOneNameInSeveralFoldersAreSeveralMachines() throws IOException {
    // Given
    String row = "timestamp,value\n2026-01-01 00:00:00,%d\n";
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    Path first = Files.writeString(folder.resolve("a/0.csv"), row.formatted(1));
    Path second = Files.writeString(folder.resolve("b/0.csv"), row.formatted(2));
    Path third = Files.writeString(folder.resolve("b/1.csv"), row.formatted(3));

    // When
    Path out = rollup("out", first, second, third);

    // Then
    TreeMap<String, Double> means = new TreeMap<>();
    for (JsonNode result : rows(out.resolve("rollup.jsonl"))) {
      means.put(result.get("source").asText(), result.get("mean").asDouble());
    }
    assertThat(means)
        .containsExactly(Map.entry("1", 3.0), Map.entry("a/0", 1.0), Map.entry("b/0", 2.0));
  }

  @Test
  void resultsAreReplacedOnlyIfThatIsAskedFor() throws IOException {
    // Given
    Path first = csv("first.csv", List.of("2026-01-01 00:00:00,m,1"));
    Path second = csv("second.csv", List.of("2026-01-01 00:00:00,m,2"));
    Path out = rollup("out", first);
    String before = Files.readString(out.resolve("rollup.jsonl"));

    // When
    CommandLineRun refused = run("out", second);
    String kept = Files.readString(out.resolve("rollup.jsonl"));
    CommandLineRun replaced = run("out", second, "--overwrite");

    // Then
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "millrace: CONFLICT "
                + out
                + ": holds rollup.jsonl, summary.json of an earlier run; expected a folder without"
                + " results, or --overwrite to replace them"
                + System.lineSeparator());
    assertThat(kept).isEqualTo(before);
    assertThat(replaced.code()).as(replaced.err()).isZero();
    assertThat(Files.readString(out.resolve("rollup.jsonl"))).contains("\"mean\":2.0");
  }

  private static List<String> grouped(List<String> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(row -> row.split(",")[1], TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private Path csv(String name, List<String> rows) throws IOException {
    return Files.writeString(folder.resolve(name), HEADER + String.join("\n", rows) + "\n");
  }

  private Path rollup(String out, Path... files) {
    String list = Stream.of(files).map(Path::toString).collect(Collectors.joining(","));
    CommandLineRun run = run(out, Path.of(list));
    assertThat(run.code()).as(run.err()).isZero();
    return folder.resolve(out);
  }

  private CommandLineRun run(String out, Path files, String... further) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "industrial/rollup",
                "--input",
                "readings=" + files,
                "--out",
                folder.resolve(out)));
    arguments.addAll(List.of(further));
    return CommandLineRun.of(arguments.toArray());
  }

  private static JsonNode counts(Path out) throws IOException {
    return summary(out).at("/inputs/readings");
  }

  private static JsonNode summary(Path out) throws IOException {
    return new ObjectMapper().readTree(out.resolve("summary.json").toFile());
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }
}
