package io.millrace.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.runner.diff.compare.Rollups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
  private static final String[] ROLLUP = {"--definition", "industrial/rollup"};

  @TempDir Path folder;

  @Test
  void equalResultsExitWithZero() throws IOException {
    // Given the same results in other lines, one of them corrected on the way
    Path a = results("a", line("m1", 0, 1), line("m2", 0, 2));
    Path b =
        results("b", line("m2", 0, 9), line("m1", 0, 1), Rollups.text("m2", 0, 2, 1, "CORRECTED"));

    // When
    CommandRun run = diff(a, b, ROLLUP);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("rollup: 2 equal, 0 changed, 0 added (only in B), 0 missing (only in A)");
  }

  @Test
  void differencesExitWithOneAndAreSaidOneByOne() throws IOException {
    // Given
    Path a = results("a", line("m1", 0, 1), line("m1", 1, 1), line("m1", 2, 1));
    Path b = results("b", line("m1", 0, 1), line("m1", 1, 1.5), line("m1", 3, 1));

    // When
    CommandRun run = diff(a, b, "--definition", "industrial/rollup", "--most", "2");

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            industrial/rollup
              A %1$s/a
              B %1$s/b
            rollup: 1 equal, 1 changed, 1 added (only in B), 1 missing (only in A)
              mean differs in 1, at most 0.5 apart
              first divergence: [2026-01-01T00:01:00Z, 2026-01-01T00:02:00Z) {source: m1, sensor: t, window_start: 2026-01-01T00:01:00Z, window_end: 2026-01-01T00:02:00Z}
              changed {source: m1, sensor: t, window_start: 2026-01-01T00:01:00Z, window_end: 2026-01-01T00:02:00Z} A %1$s/a/rollup.jsonl:2 B %1$s/b/rollup.jsonl:2
                mean: 1.0 in A, 1.5 in B
              missing {source: m1, sensor: t, window_start: 2026-01-01T00:02:00Z, window_end: 2026-01-01T00:03:00Z} A %1$s/a/rollup.jsonl:3
                {count: 3, mean: 1.0}
              and 1 more: --most says how many are shown, --json has all
            """
                .formatted(folder));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ignore=mean",
        "--tolerance=mean=0.5",
        "--tolerance=34%",
        "--from=2026-01-01T00:02:00Z",
        "--to=2026-01-01T01:01:30+01:00"
      })
  void optionsMakeEqualWhatDoesNotMatter(String option) throws IOException {
    // Given a difference in the second minute
    Path a = results("a", line("m1", 0, 1), line("m1", 1, 1), line("m1", 2, 1));
    Path b = results("b", line("m1", 0, 1), line("m1", 1, 1.5), line("m1", 2, 1));

    // When
    CommandRun with = diff(a, b, "--definition", "industrial/rollup", option);

    // Then
    assertThat(diff(a, b, ROLLUP).code()).isEqualTo(1);
    assertThat(with.code()).as(with.out() + with.err()).isZero();
  }

  @Test
  void theManifestsSayDefinitionRangeAndWhatWasRead() throws IOException {
    // Given a replay of two minutes, of which the first is not whole, and all of a run on files
    Path a = results("a", line("m1", 1, 1));
    Path b = results("b", line("m1", 0, 5), line("m1", 1, 2), line("m1", 2, 5));
    Files.writeString(
        a.resolve("manifest.json"),
        """
        {"from": "2026-01-01T00:00:30Z", "to": "2026-01-01T00:02:00Z",
         "results": {"from": "2026-01-01T00:01:00Z", "to": "2026-01-01T00:02:00Z"},
         "definition": {"name": "test/other", "hash": "1",
           "text": "version: 1\\npipeline: test/other\\nuses: industrial/rollup\\n"},
         "inputs": {"readings": {"topic": "plant", "partitions": {"0": {"start": 3, "end": 17}}}}}
        """);

    // When
    CommandRun run = diff(a, b);

    // Then
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains("test/other", "read readings: plant-0@[3, 17)")
        .contains("range [2026-01-01T00:01:00Z, 2026-01-01T00:02:00Z)")
        .contains("rollup: 0 equal, 1 changed, 0 added (only in B), 0 missing (only in A)");
  }

  @Test
  void oneShouldKnowThatDefinitionsDifferAndWhatNoRangeCouldTrim() throws IOException {
    // Given an output without a time, for which both have no result
    Path a = Files.createDirectories(folder.resolve("a"));
    Path b = Files.createDirectories(folder.resolve("b"));
    for (Path side : new Path[] {a, b}) {
      Files.createFile(side.resolve("episodes.jsonl"));
      Files.writeString(
          side.resolve("manifest.json"),
          "{\"to\": \"2026-01-01T00:00:00Z\", \"definition\": {\"hash\": \"%s\"}}"
              .formatted(side.getFileName()));
    }

    // When
    CommandRun run =
        diff(a, b, "--definition", "industrial/sensor-anomaly", "--output", "episodes");

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("note: The two were made by different definitions, or with other parameters.")
        .contains("note: All results of output 'episodes' are compared");
  }

  @Test
  void ofATopicWhoseOutputCantBeToldTheOutputsAreNamed() throws IOException {
    // Given
    Path environment =
        Files.writeString(
            folder.resolve("env.yaml"),
            "kafka: {bootstrap: localhost:1}\ndeployment: {name: test}\n");
    Path a = results("a", line("m1", 0, 1));

    // When
    CommandRun run =
        diff(
            a,
            Path.of("kafka:other"),
            "--definition",
            "industrial/sensor-anomaly",
            "--env",
            environment.toString());

    // Then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "CONFLICT kafka:other has the results of one output; expected --output with one of")
        .contains("episodes");
  }

  @Test
  void reportsForProgramsAndBrowsersAreWrittenBesideTheText() throws IOException {
    // Given
    Path a = results("a", line("m1", 0, 1), line("m1", 1, 1));
    Path b = results("b", line("m1", 0, 2), line("m1", 1, 1));
    Path json = folder.resolve("diff.json");
    Path html = folder.resolve("diff.html");

    // When
    CommandRun run =
        diff(
            a,
            b,
            "--definition",
            "industrial/rollup",
            "--json",
            json.toString(),
            "--html",
            html.toString());
    CommandRun piped = diff(a, b, "--definition", "industrial/rollup", "--json", "-");

    // Then
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.path("equal").asBoolean(true)).isFalse();
    JsonNode output = report.path("outputs").path(0);
    assertThat(output.path("changed").asInt()).isEqualTo(1);
    assertThat(output.path("equal").asInt()).isEqualTo(1);
    JsonNode difference = output.path("differences").path(0);
    assertThat(difference.path("start").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(difference.path("fields").toString()).isEqualTo("{\"mean\":{\"a\":1.0,\"b\":2.0}}");
    assertThat(difference.path("a_at").asText()).endsWith("a/rollup.jsonl:1");
    assertThat(html).content().contains("<svg").endsWith("</html>");
    assertThat(run.out()).contains("1 changed");
    assertThat(new ObjectMapper().readTree(piped.out())).isEqualTo(report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a none | UNREADABLE none: no such folder; expected one with results, kafka:TOPIC",
        "a a | Missing required option: '--definition=DEF'",
        "a | Missing required parameter: 'B'",
        "a live --definition industrial/rollup | Missing required option: '--env=ENV'",
        "a a --definition nothing | UNREADABLE 'nothing' is neither a file nor",
        "a a --definition industrial/rollup --output rolup | UNKNOWN_NAME --output rolup: the definition has no such output; did you mean 'rollup'?",
        "a a --definition industrial/rollup --ignore men | UNKNOWN_NAME --ignore men: no output that is compared has such a field; did you mean",
        "a a --definition industrial/rollup --tolerance men=1 | UNKNOWN_NAME --tolerance men",
        "a a --definition industrial/rollup --tolerance mean=x | --tolerance is 'mean=x'; expected a distance",
        "a a --definition industrial/rollup --from noon | --from is 'noon'; expected a time",
        "a a --definition industrial/rollup --html none/x.html | UNWRITABLE none/x.html: the report can't be written",
        "a empty --definition industrial/rollup | UNREADABLE empty/rollup.jsonl: the folder has no results of output 'rollup'",
        "a broken --definition industrial/rollup | MALFORMED broken/rollup.jsonl:2: no result: expected a JSON object",
        "a half --definition industrial/rollup | MISSING_FIELD half/rollup.jsonl:1: the result has no 'sensor'"
      })
  void whatCantBeComparedExitsWithTwo(String arguments, String message) throws IOException {
    // Given
    results("a", line("m1", 0, 1));
    Files.createDirectories(folder.resolve("empty"));
    results("broken", line("m1", 0, 1), "[]");
    results("half", "{\"source\": \"m1\"}");
    Object[] words =
        Stream.of(("diff " + arguments).split(" "))
            .map(
                word ->
                    word.matches("(a|none|empty|broken|half)(/.*)?") ? folder + "/" + word : word)
            .toArray();

    // When
    CommandRun run = CommandRun.of(words);

    // Then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().replace(folder + "/", "")).contains(message);
  }

  private CommandRun diff(Path a, Path b, String... further) {
    Object[] arguments = new Object[3 + further.length];
    arguments[0] = "diff";
    arguments[1] = a;
    arguments[2] = b;
    System.arraycopy(further, 0, arguments, 3, further.length);
    return CommandRun.of(arguments);
  }

  private static String line(String source, int minute, double mean) {
    return Rollups.text(source, minute, mean, 0, "FINAL");
  }

  private Path results(String name, String... lines) throws IOException {
    Path results = Files.createDirectories(folder.resolve(name));
    Files.writeString(results.resolve("rollup.jsonl"), String.join("\n", lines) + "\n");
    return results;
  }
}
