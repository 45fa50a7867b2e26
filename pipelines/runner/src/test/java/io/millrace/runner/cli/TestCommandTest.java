package io.millrace.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
  private static final String WRONG =
      """
      version: 1
      pipeline: plant/minutes
      uses: industrial/rollup
      inputs:
        readings: {time: {out-of-orderness: 5s}}
      parameters: {windows: [1m]}
      tests:
        - name: a window closes when time passes its end
          defaults: {readings: {sensor: t}}
          given:
            - readings: {source: m1, event_time: 2026-01-01T00:00:10Z, value: 20.5}
            - advance: {readings: 2026-01-01T00:01:05Z}
          expect:
            rollup:      # one reading
              - {source: m1, count: 2, p99: 20.5~1%}
        - name: nothing comes of nothing
          given: []
          expect: {rollup: []}
      """;

  @TempDir Path folder;
  private Path wrong;

  @BeforeEach
  void writeDefinition() throws IOException {
    wrong = Files.writeString(folder.resolve("wrong.yaml"), WRONG);
  }

  @Test
  void itRunsManyDefinitionsAndSaysWhichTestsFailedAndWhy() throws IOException {
    // Given
    Path refused = Files.writeString(folder.resolve("refused.yaml"), "version: 1\n");
    Path without = Files.writeString(folder.resolve("without.yaml"), WRONG.split("tests:")[0]);

    // When
    CommandRun ended = CommandRun.of("test", wrong, refused, without);

    // Then
    assertThat(ended.out().lines())
        .containsExactly(
            wrong.toString(),
            "  FAILED  a window closes when time passes its end",
            "    " + wrong + ":14:7: output 'rollup': expected 1 row, got 1",
            "      missing    {source: m1, count: 2, p99: 20.5~1%}  (" + wrong + ":15:11)",
            "      nearest    {source: m1, count: 1, p99: 20.5}",
            "        count: expected 2, got 1",
            "  ok      nothing comes of nothing",
            without + ": no tests",
            "2 tests, 1 failed, 1 definition refused");
    assertThat(ended.err()).contains(refused + ":1:1: MISSING_KEY");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void updateWritesWhatCameAndLeavesTheRestAsItIs() throws IOException {
    // When
    CommandRun updated = CommandRun.of("test", "--update", wrong);

    // Then
    assertThat(updated.out())
        .contains("  updated a window closes when time passes its end")
        .contains("2 tests, 0 failed");
    assertThat(updated.code()).isZero();
    assertThat(wrong).hasContent(WRONG.replace("count: 2", "count: 1"));
  }

  @Test
  void programsReadJson() throws IOException {
    // When
    CommandRun ended = CommandRun.of("test", "--format", "json", wrong);

    // Then
    JsonNode report = new ObjectMapper().readTree(ended.out());
    JsonNode test = report.at("/definitions/0/tests/0");
    assertThat(report.get("failed").asInt()).isEqualTo(1);
    assertThat(test.get("passed").asBoolean()).isFalse();
    assertThat(test.at("/differences/0/line").asInt()).isEqualTo(14);
    assertThat(test.at("/differences/0/missing/0/fields/0/field").asText()).isEqualTo("count");
    assertThat(test.at("/differences/0/missing/0/nearest/count").asInt()).isEqualTo(1);
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void parametersCanBeSet() {
    // When windows are longer than what the test has seen
    CommandRun ended = CommandRun.of("test", "--set", "windows=5m", wrong);

    // Then
    assertThat(ended.out()).contains("expected 1 row, got 0");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(CommandRun.of("test").code()).isEqualTo(2);
    assertThat(CommandRun.of("test", "--format", "xml", wrong).code()).isEqualTo(2);
  }
}
