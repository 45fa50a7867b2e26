package io.millrace.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.industrial.rollup.RollupParameters;
import io.millrace.runner.yaml.RefusedException;
import io.millrace.runner.yaml.YamlWriter;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionReaderTest {
  private static final String GOOD =
      """
      version: 1
      pipeline: plant/hourly
      uses: industrial/rollup
      inputs:
        readings:
          time: {out-of-orderness: 5s}
          deduplicate: {by: [source, sequence], within: 1h}
      parameters: {windows: [1h]}
      outputs:
        rollup:
          to: [{kafka: mine}]
      """;

  private final DefinitionReader reader =
      new DefinitionReader(Catalog.shipped(), getClass().getClassLoader());

  @TempDir Path folder;

  @Test
  void aDefinitionIsLaidOverTheOneThatItUses() {
    // When
    Definition definition = reader.read("mine.yaml", GOOD, Map.of());

    // Then
    InputDefinition readings = definition.inputs().get("readings");
    assertThat(definition.name()).isEqualTo("plant/hourly");
    assertThat(readings.outOfOrderness()).isEqualTo(Duration.ofSeconds(5));
    assertThat(readings.timeField()).isEqualTo("event_time");
    assertThat(readings.deduplicateBy()).containsExactly("source", "sequence");
    assertThat(readings.deduplicateWithin()).isEqualTo(Duration.ofHours(1));
    assertThat(((RollupParameters) definition.parameters()).windows())
        .containsExactly(Duration.ofHours(1));
    assertThat(definition.outputs().get("rollup").topic()).contains("mine");
    assertThat(definition.outputs().get("rollup").table()).isEmpty();
    assertThat(definition.outputs().get("rollup").key()).startsWith("source");
  }

  @Test
  void aSettingOverridesTheDefinition() {
    // Given
    Map<String, List<String>> settings = Map.of("windows", List.of("1m", "5m"));

    // When
    Definition definition = reader.read("mine.yaml", GOOD, settings);

    // Then
    assertThat(((RollupParameters) definition.parameters()).windows())
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5));
  }

  @Test
  void everythingWrongIsToldAtOnceEachAtItsLineAndColumn() {
    // Given
    String text =
        """
        version: 2
        pipeline: Plant Hourly
        java: io.millrace.industrial.rollup.RollupPipeline
        inputs:
          readings:
            schema: industrial.SensorReding
            format: cvs
            from: {topic: plant}
            time: {field: event_time, latenes: 10m, out-of-orderness: soon}
        parameters:
          windows: [1m, 90s]
          erly: 1m
        outputs:
          rollup:
            keys: [source]
        extra: 1
        """;

    // When
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> reader.read("mine.yaml", text, Map.of()));

    // Then
    assertThat(refused.getMessage().lines())
        .containsExactly(
            "mine.yaml:1:10: OUT_OF_RANGE version is '2'; this release reads version 1",
            "mine.yaml:2:11: WRONG_TYPE pipeline is 'Plant Hourly'; expected words of a-z, 0-9 and"
                + " '-', such as plant/line-temperature",
            "mine.yaml:6:13: UNKNOWN_NAME no schema 'industrial.SensorReding'; did you mean"
                + " 'industrial.SensorReading'?",
            "mine.yaml:7:13: UNKNOWN_NAME no format 'cvs'; did you mean 'csv'?",
            "mine.yaml:8:11: MISSING_KEY 'from' of input 'readings' needs the key 'kafka', such as"
                + " 'kafka: plant.readings'",
            "mine.yaml:8:12: UNKNOWN_KEY unknown key 'topic' in 'from' of input 'readings'; known:"
                + " kafka",
            "mine.yaml:9:31: UNKNOWN_KEY unknown key 'latenes' in 'time' of input 'readings'; did"
                + " you mean 'lateness'?",
            "mine.yaml:9:63: WRONG_TYPE out-of-orderness is 'soon'; expected a duration such as"
                + " 250ms, 10s, 5m, 2h or 1d",
            "mine.yaml:12:3: UNKNOWN_KEY unknown parameter 'erly'; did you mean 'early'?",
            "mine.yaml:15:5: MISSING_KEY output 'rollup' needs the key 'key', such as 'key:"
                + " [source, window_start]'",
            "mine.yaml:15:5: UNKNOWN_KEY unknown key 'keys' in output 'rollup'; did you mean"
                + " 'key'?",
            "mine.yaml:16:1: UNKNOWN_KEY unknown key 'extra' in the definition; known: version,"
                + " pipeline, about, inputs, outputs, uses, java, sql, state-ttl, parameters,"
                + " tests");
  }

  @Test
  void aFormatStringGoesWithItsFormatAndHasToTellTimeAndStatus() {
    // Given
    String text =
        """
        uses: cdn/traffic
        pipeline: web/traffic
        inputs:
          requests:
            format: %s
            mapping: {%s}
        """;

    // When
    Definition good =
        reader.read(
            "mine.yaml",
            text.formatted("log-format", "log-format: '[$time_local] $status', zone: UTC"),
            Map.of());

    // Then
    FormatDefinition format = good.inputs().get("requests").format();
    assertThat(format.name()).isEqualTo("log-format");
    assertThat(format.logFormat()).isEqualTo("[$time_local] $status");
    assertThat(format.named("log-format:%t %>s").logFormat()).isEqualTo("%t %>s");
    assertThat(format.named("combined").name()).isEqualTo("combined");
    for (String[] wrong :
        new String[][] {
          {"log-format", "zone: UTC", "6:14: MISSING_KEY 'mapping' of input 'requests' needs"},
          {
            "log-format", "log-format: '%h %>s'", "6:27: MISSING_KEY the format string does not say"
          },
          {
            "log-format", "log-format: '%t %y'", "6:27: WRONG_TYPE the format string: Apache has no"
          },
          {"combined", "log-format: '%t %>s'", "6:27: CONFLICT a format string goes with"}
        }) {
      assertThatThrownBy(
              () -> reader.read("mine.yaml", text.formatted(wrong[0], wrong[1]), Map.of()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("mine.yaml:" + wrong[2]);
    }
  }

  @Test
  void rawRecordsAreAllTakenOrTheArchiveWouldLackSome() {
    // Given
    String text =
        """
        uses: platform/archive
        pipeline: plant/archive
        inputs: {records: {time: {max-future: 60s}}}
        """;
    String other =
        """
        version: 1
        pipeline: plant/raw
        java: io.millrace.industrial.rollup.RollupPipeline
        inputs:
          readings:
            schema: industrial.SensorReading
            format: raw
            time: {field: event_time}
        outputs: {rollup: {key: [source], to: {archive: yes}}}
        """;

    // When
    RefusedException selecting =
        catchThrowableOfType(
            RefusedException.class, () -> reader.read("mine.yaml", text, Map.of()));
    RefusedException mistaken =
        catchThrowableOfType(
            RefusedException.class, () -> reader.read("mine.yaml", other, Map.of()));

    // Then
    assertThat(selecting)
        .hasMessageContaining(
            "CONFLICT format raw takes every record; expected neither max-future nor deduplicate");
    assertThat(mistaken.getMessage().lines())
        .contains(
            "mine.yaml:6:13: WRONG_TYPE format raw gives records of the schema"
                + " platform.ArchivedRecord, not industrial.SensorReading",
            "mine.yaml:9:49: OUT_OF_RANGE archive is 'yes'; expected true");
  }

  @Test
  void parametersThatDoNotGoTogetherAreRefusedWhereTheyStand() {
    // Given
    String text = GOOD.replace("[1h]", "[1m, 90s]");

    // When
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> reader.read("mine.yaml", text, Map.of()));

    // Then
    assertThat(refused)
        .hasMessage(
            "mine.yaml:8:13: OUT_OF_RANGE a window of 90s is no multiple of the smallest window,"
                + " 1m");
  }

  @Test
  void aSettingOutOfRangeIsRefusedByItsName() {
    // Given
    Map<String, List<String>> settings = Map.of("early", List.of("2d"));

    // When
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> reader.read("mine.yaml", GOOD, settings));

    // Then
    assertThat(refused).hasMessage("--set early: OUT_OF_RANGE early is 2d; expected from 0s to 1d");
  }

  @Test
  void whatIsNoYamlIsRefusedAtItsPlace() {
    assertThatThrownBy(() -> reader.read("bad.yaml", "version: 1\ninputs: [1, 2\n", Map.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("bad.yaml:3:1: SYNTAX not YAML: ");
    assertThatThrownBy(() -> reader.read("bad.yaml", "", Map.of()))
        .hasMessage("bad.yaml:1:1: SYNTAX the file is empty");
    assertThatThrownBy(() -> reader.read("bad.yaml", "just words", Map.of()))
        .hasMessage(
            "bad.yaml:1:1: SYNTAX expected keys and values such as 'version: 1', found the value"
                + " 'just words'");
    assertThatThrownBy(() -> reader.read("bad.yaml", "a: &x [*x]", Map.of()))
        .hasMessageContaining("an alias that contains itself");
    assertThatThrownBy(() -> reader.read("bad.yaml", "a: 1\na: 2", Map.of()))
        .hasMessageContaining(
            "bad.yaml:2:1: CONFLICT key 'a' stands here twice; first at bad.yaml:1:1");
  }

  @Test
  void anUnknownPipelineIsRefusedWithTheNearestName() {
    assertThatThrownBy(() -> reader.read("m.yaml", GOOD.replace("/rollup", "/rolup"), Map.of()))
        .hasMessageContaining(
            "m.yaml:3:7: UNKNOWN_NAME no pipeline 'industrial/rolup' in the catalog; did you mean"
                + " 'industrial/rollup'?");
    assertThatThrownBy(() -> reader.find("industrial/rolup", Map.of()))
        .isInstanceOf(MillraceException.class)
        .hasMessage(
            "'industrial/rolup' is neither a file nor a pipeline of the catalog; did you mean"
                + " 'industrial/rollup'?");
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    // Given
    Path file = Files.write(folder.resolve("x.yaml"), new byte[] {(byte) 0xC3, 0x28, 0});

    // When
    MillraceException refused =
        catchThrowableOfType(MillraceException.class, () -> reader.find(file.toString(), Map.of()));

    // Then
    assertThat(refused).hasMessage(file + ": not a definition: the file is not text in UTF-8");
    assertThatThrownBy(() -> reader.find(folder.toString(), Map.of()))
        .hasMessage(folder + ": not a definition: it is a folder");
  }

  @Test
  void aJavaPipelineHasToBeOne() {
    // Given
    String text = "version: 1\npipeline: a/b\njava: %s\ninputs: {}\noutputs: {}\n";

    // Then
    assertThatThrownBy(() -> reader.read("m.yaml", text.formatted("no.such.Type"), Map.of()))
        .hasMessage("m.yaml:3:7: UNKNOWN_NAME no class no.such.Type on the class path");
    assertThatThrownBy(() -> reader.read("m.yaml", text.formatted("java.lang.String"), Map.of()))
        .hasMessageStartingWith(
            "m.yaml:3:7: UNKNOWN_NAME class java.lang.String is no pipeline; expected");
  }

  @Test
  void everyDefinitionOfTheCatalogIsGood() {
    // Given
    Catalog catalog = Catalog.shipped();

    // When
    List<String> names =
        catalog.names().stream().map(name -> reader.find(name, Map.of()).name()).toList();

    // Then
    assertThat(names).isNotEmpty().containsExactlyElementsOf(catalog.names());
  }

  @Test
  void aResolvedDefinitionReadsAsItself() {
    // Given
    Definition definition = reader.read("mine.yaml", GOOD, Map.of());

    // When
    Definition again = reader.read("again.yaml", YamlWriter.write(definition.text()), Map.of());

    // Then
    assertThat(again.parameters()).isEqualTo(definition.parameters());
    assertThat(again.inputs().get("readings").mapping())
        .isEqualTo(definition.inputs().get("readings").mapping());
  }
}
