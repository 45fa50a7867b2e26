package io.millrace.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCommandTest {
  private static final Path GRAPHS = Path.of("src/test/resources/graph");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"text", "mermaid", "dot"})
  void theDataflowIsDrawnAlwaysInTheSameWay(String form) throws IOException {
    // Given
    Path definition = GRAPHS.resolve("hourly.yaml");

    // When
    CommandRun run = CommandRun.of("show", definition, "--graph", form);

    // Then
    assertThat(run.out()).isEqualTo(Files.readString(GRAPHS.resolve("hourly." + form)));
    assertThat(CommandRun.of("show", definition, "--graph", form)).isEqualTo(run);
  }

  @Test
  void anEnvironmentIsShownWithReferencesToSecretsAndWithoutSecrets() throws IOException {
    // Given
    Path environment =
        Files.writeString(
            folder.resolve("env.yaml"),
            """
            kafka:
              bootstrap: broker:9092
              properties: {ssl.key.password: "${env:KEY}"}
            registry: {url: "https://me:hunter1@registry:8081"}
            postgres:
              url: jdbc:postgresql://db/a?password=hunter2&ssl=true
              user: millrace
              password-file: /etc/db
            flink: {s3.secret-key: hunter3, s3.access-key: hunter4, s3.endpoint: http://s3}
            """);

    // When
    CommandRun run = CommandRun.of("show", "industrial/rollup", "--env", environment);

    // Then
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .doesNotContain("hunter")
        .contains("${env:KEY}", "/etc/db", "https://(hidden)@registry:8081", "http://s3")
        .contains("password=(hidden)&ssl=true");
  }

  @Test
  void aPipelineIsShownWithItsFieldsParametersAndResolvedDefinition() {
    // When
    CommandRun run = CommandRun.of("show", "industrial/rollup", "--set", "windows=5m");

    // Then
    assertThat(run.out())
        .contains("Input readings: industrial.SensorReading", "windows: 5m")
        .contains("One of GOOD, UNCERTAIN, BAD, STALE", "UNCERTAIN also: Uncertain*, questionable")
        .contains("java: io.millrace.industrial.rollup.RollupPipeline");
  }
}
