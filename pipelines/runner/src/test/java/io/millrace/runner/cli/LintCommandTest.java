package io.millrace.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  private static final String TEN_MISTAKES =
      """
      version: 1
      pipeline: plant/ten
      java: io.millrace.industrial.rollup.RollupPipeline
      inputs:
        readings:
          schema: industrial.SensorReading
          from: {kafka: plant.readings}
          time: {field: event_tme, lateness: soon}
          deduplicate: {by: [source, sequence], within: 10m, wihtin: 1m}
        more:
          schema: industrial.SensorReadin
          time: {field: event_time}
      parameters: {windows: [1m], early: 9d}
      outputs:
        rollup:
          key: [source, sensr, window_start]
          to: [{kafka: plant.readings}, {postgres: a}]
        second:
          key: [source]
          to: [{postgres: a}]
      """;

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void tenMistakesAreToldInOneRunEachAtItsPlace() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("ten.yaml"), TEN_MISTAKES);

    // When
    CommandRun run = CommandRun.of("lint", file);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("1 file checked, 10 problems\n");
    assertThat(run.out().replace(folder + "/", "").lines())
        .containsExactly(
            "ten.yaml:8:19: UNKNOWN_NAME SensorReading has no field 'event_tme'; did you mean"
                + " 'event_time'?",
            "ten.yaml:8:40: WRONG_TYPE lateness is 'soon'; expected a duration such as 250ms, 10s,"
                + " 5m, 2h or 1d",
            "ten.yaml:9:56: UNKNOWN_KEY unknown key 'wihtin' in 'deduplicate' of input 'readings';"
                + " did you mean 'within'?",
            "ten.yaml:10:3: UNKNOWN_NAME the pipeline does not use the input 'more'; known:"
                + " readings",
            "ten.yaml:11:13: UNKNOWN_NAME no schema 'industrial.SensorReadin'; did you mean"
                + " 'industrial.SensorReading'?",
            "ten.yaml:13:36: OUT_OF_RANGE early is 9d; expected from 0s to 1d",
            "ten.yaml:16:19: UNKNOWN_NAME output 'rollup' has no field 'sensr' for its key; did you"
                + " mean 'sensor'?",
            "ten.yaml:17:18: CONFLICT topic 'plant.readings' is taken: input 'readings' reads it",
            "ten.yaml:18:3: UNKNOWN_NAME the pipeline does not use the output 'second'; known:"
                + " rollup",
            "ten.yaml:20:21: CONFLICT table 'a' is taken: output 'rollup' writes it");
  }

  @Test
  void whatThePipelineUsesAndTheDefinitionLacksIsToldWithWhatWasMeant() throws IOException {
    // Given
    String text =
        TEN_MISTAKES
            .replace("  readings:", "  raedings:")
            .replace("  rollup:", "  rolup:")
            .replace("industrial.SensorReading\n", "industrial.Rollup\n");
    Path file = Files.writeString(folder.resolve("x.yaml"), text);

    // When
    CommandRun run = CommandRun.of("lint", file);

    // Then
    assertThat(run.out())
        .contains(
            "x.yaml:4:1: UNKNOWN_NAME the pipeline uses the input 'readings', which the definition"
                + " does not have; did you mean 'raedings'?",
            "x.yaml:14:1: UNKNOWN_NAME the pipeline uses the output 'rollup', which the definition"
                + " does not have; did you mean 'rolup'?");
  }

  @Test
  void anInputOfAnotherSchemaThanThePipelineReadsIsRefusedAtItsSchema() throws IOException {
    // Given
    String text =
        """
        version: 1
        pipeline: plant/other
        uses: industrial/rollup
        inputs:
          readings:
            schema: industrial.Rollup
            mapping: {constants: {sensor: x}}
            time: {field: window_start}
        """;
    Path file = Files.writeString(folder.resolve("x.yaml"), text);

    // When
    CommandRun run = CommandRun.of("lint", file);

    // Then
    assertThat(run.out())
        .contains(
            "x.yaml:6:13: WRONG_TYPE the pipeline reads input 'readings' as"
                + " industrial.SensorReading, the definition says industrial.Rollup");
  }

  @Test
  void aFieldThatTheSchemaLacksIsToldWhereItIsNamed() throws IOException {
    // Given
    String text =
        """
        version: 1
        pipeline: plant/other
        uses: industrial/rollup
        inputs:
          readings:
            mapping: {fields: {valeu: v}, constants: {sensr: x}}
            deduplicate: {by: [source, seqence]}
        """;
    Path file = Files.writeString(folder.resolve("x.yaml"), text);

    // When
    CommandRun run = CommandRun.of("lint", file);

    // Then
    assertThat(run.out().replace(folder + "/", "").lines().map(line -> line.split(" ")[0]))
        .containsExactly("x.yaml:6:24:", "x.yaml:6:47:", "x.yaml:7:32:");
  }

  @Test
  void aWordOfOnesOwnForWhatIsNoSymbolOrNoEnumerationIsToldAtItsPlace() throws IOException {
    // Given
    String text =
        """
        version: 1
        pipeline: plant/other
        uses: industrial/rollup
        inputs:
          readings:
            mapping:
              values:
                quality: {ok: GOOD, nok: BED, off: }
                qualty: {ok: GOOD}
                value: {warm: 20}
                unit: [C, F]
              constants: {quality: fine}
        """;
    Path file = Files.writeString(folder.resolve("x.yaml"), text);

    // When
    CommandRun run = CommandRun.of("lint", file);

    // Then
    assertThat(run.out().replace(folder + "/", "").lines())
        .containsExactlyInAnyOrder(
            "x.yaml:8:34: UNKNOWN_NAME ReadingQuality has no symbol 'BED'; did you mean 'BAD'?",
            "x.yaml:8:43: WRONG_TYPE a word stands for nothing; expected one of GOOD, UNCERTAIN,"
                + " BAD, STALE",
            "x.yaml:9:9: UNKNOWN_NAME schema industrial.SensorReading has no field 'qualty'; did"
                + " you mean 'quality'?",
            "x.yaml:10:16: WRONG_TYPE field 'value' of industrial.SensorReading holds no"
                + " enumeration; 'values' gives words for the symbols of one",
            "x.yaml:11:15: WRONG_TYPE 'unit' is a list; expected keys and values",
            "x.yaml:12:28: WRONG_TYPE The constant of 'quality': expected one of GOOD, UNCERTAIN,"
                + " BAD, STALE, got \"fine\"; a word of your own goes into 'values' of the"
                + " mapping");
  }

  @Test
  void aRowOfATestWithAWordThatTheFieldDoesNotKnowIsToldAtItsPlace() throws IOException {
    // Given
    String text =
        """
        version: 1
        pipeline: plant/other
        uses: industrial/rollup
        tests:
          - name: of good readings
            defaults: {readings: {source: m, sensor: t, value: 1}}
            given:
              - readings: {event_time: 2026-01-01T00:00:00Z, quality: Bad}
              - readings: {event_time: 2026-01-01T00:00:01Z, quality: Baad}
        """;
    Path file = Files.writeString(folder.resolve("x.yaml"), text);

    // When
    CommandRun run = CommandRun.of("lint", file);

    // Then
    assertThat(run.out().replace(folder + "/", "").lines())
        .singleElement()
        .asString()
        .startsWith(
            "x.yaml:9:63: WRONG_TYPE quality: expected one of GOOD, UNCERTAIN, BAD, STALE, got"
                + " \"Baad\"");
  }

  @Test
  void severalFilesAreCheckedAndAGoodOneIsQuiet() throws IOException {
    // Given
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "version: 1\ninputs: [1, 2\n");
    Path missing = folder.resolve("missing.yaml");

    // When
    CommandRun run = CommandRun.of("lint", bad, "industrial/rollup", missing);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out()).contains(bad + ":3:1: SYNTAX ", missing + ":1:1: UNREADABLE ");
    assertThat(run.err()).isEqualTo("3 files checked, 2 problems\n");
  }

  @Test
  void nothingWrongIsNoOutputAndZero() {
    // When
    CommandRun run = CommandRun.of("lint", "industrial/rollup");

    // Then
    assertThat(run).isEqualTo(new CommandRun(0, "", "1 file checked, 0 problems\n"));
  }

  @Test
  void programsGetJson() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("ten.yaml"), TEN_MISTAKES);

    // When
    CommandRun run = CommandRun.of("lint", file, "--format", "json");

    // Then
    JsonNode problems = new ObjectMapper().readTree(run.out());
    assertThat(problems).hasSize(10);
    assertThat(problems.get(5).toString())
        .isEqualTo(
            """
            {"file":"%s","line":13,"column":36,"code":"OUT_OF_RANGE",\
            "message":"early is 9d; expected from 0s to 1d"}"""
                .formatted(file));
    assertThat(run.code()).isEqualTo(1);
    assertThat(CommandRun.of("lint", "industrial/rollup", "--format", "json").out().strip())
        .isEqualTo("[ ]");
  }

  @Test
  void anEnvironmentIsCheckedWithTheDefinitionsThatAreToRunInIt() throws IOException {
    // Given
    Path environment =
        Files.writeString(
            folder.resolve("env.yaml"), "rename: {analytics.rollup: plant.readings}\n");

    // When
    CommandRun run = CommandRun.of("lint", "industrial/rollup", "--env", environment);

    // Then
    assertThat(run.out().replace(folder + "/", "").lines())
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line)
                    .matches(
                        "catalog:industrial/rollup:\\d+:\\d+: CONFLICT topic 'analytics.rollup' is"
                            + " taken: input 'readings' reads it"),
            line ->
                assertThat(line)
                    .startsWith("env.yaml:1:1: MISSING_KEY industrial/rollup needs 'kafka: "),
            line ->
                assertThat(line)
                    .startsWith("env.yaml:1:1: MISSING_KEY industrial/rollup needs 'postgres: "));
  }

  @Test
  void anEnvironmentAloneIsCheckedWithoutItsSecretsBeingThere() throws IOException {
    // Given
    String text =
        """
        kafka:
          bootstrap: nowhere:9092
          properties: {sasl.jaas.config: "${env:NO_SUCH_VARIABLE}"}
        """;
    Path good = Files.writeString(folder.resolve("good.yaml"), text);
    Path bad =
        Files.writeString(folder.resolve("bad.yaml"), text.replace("bootstrap", "bootstraps"));

    // When
    CommandRun run = CommandRun.of("lint", "--env", bad);

    // Then
    assertThat(run.out()).contains("bad.yaml:2:3: UNKNOWN_KEY").contains("MISSING_KEY");
    assertThat(CommandRun.of("lint", "--env", good).code()).isZero();
    assertThat(CommandRun.of("lint", "--env", folder.resolve("none.yaml")).out())
        .contains("none.yaml:1:1: UNREADABLE the environment can't be read");
  }

  @Test
  void nothingToCheckIsWrongUsage() {
    assertThat(CommandRun.of("lint").code()).isEqualTo(2);
    assertThat(CommandRun.of("lint", "industrial/rollup", "--format", "xml").code()).isEqualTo(2);
  }

  @Test
  void aJarThatIsNoneIsRefused() throws IOException {
    // Given
    Path text = Files.writeString(folder.resolve("no.jar"), "text");

    // When
    CommandRun run = CommandRun.of("lint", "industrial/rollup", "--jar", text);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("millrace: UNREADABLE --jar " + text + ": not a jar");
    assertThat(CommandRun.of("lint", "x", "--jar", folder.resolve("none.jar")).err())
        .contains("there is no such file");
  }
}
