package io.millrace.runner.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaffoldTest {
  @TempDir Path folder;

  @Test
  void theJavaProjectPassesLintAndItsJarRunsWhereItsClassesAreNot() throws IOException {
    // Given
    Path project = folder.resolve("line-temperature");
    CommandRun written = CommandRun.of("new", "java", "plant/line-temperature", "--in", project);
    Path definition = project.resolve("line-temperature.yaml");
    Path jar = new BuiltProject(project).jar();
    Path readings =
        Files.writeString(
            folder.resolve("readings.csv"),
            """
            event_time,source,sensor,value
            2026-01-01T00:00:00Z,m1,t,20.5
            2026-01-01T00:00:01Z,m1,t,90.5
            """);
    Path out = folder.resolve("out");

    // When
    CommandRun run =
        CommandRun.of(
            "run", definition, "--jar", jar, "--input", "readings=" + readings, "--out", out);

    // Then
    assertThat(written.code()).isZero();
    assertThat(written.out()).contains("LineTemperaturePipeline.java", "pom.xml", "README.md");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(out.resolve("exceedances.jsonl"))
        .content()
        .isEqualToIgnoringNewLines(
            """
            {"source":"m1","sensor":"t","event_time":"2026-01-01T00:00:01Z",\
            "value":90.5,"excess":10.5}""");
    assertThat(CommandRun.of("lint", definition, "--jar", jar).out()).isEmpty();
    assertThat(CommandRun.of("test", definition, "--jar", jar))
        .satisfies(test -> assertThat(test.code()).as(test.out() + test.err()).isZero());
    assertThat(CommandRun.of("lint", definition).out())
        .contains("UNKNOWN_NAME no class plant.linetemperature.LineTemperaturePipeline");
  }

  @Test
  void theSqlDefinitionIsOneFile() throws IOException {
    // When
    CommandRun run = CommandRun.of("new", "sql", "plant/line-p99", "--in", folder);

    // Then
    Path file = folder.resolve("line-p99.yaml");
    assertThat(run).isEqualTo(new CommandRun(0, file + "\n", ""));
    assertThat(file)
        .content()
        .contains("pipeline: plant/line-p99", "  line_p99:\n")
        .doesNotContain("__");
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");

    // When
    CommandRun run = CommandRun.of("new", "sql", "mine", "--in", folder);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("millrace: UNWRITABLE " + file + " is there already");
    assertThat(file).hasContent("mine");
  }

  @Test
  void namesBecomeNamesOfJava() {
    PipelineName name = new PipelineName("plant/line-temperature");
    assertThat(name.className()).isEqualTo("LineTemperature");
    assertThat(name.packageName()).isEqualTo("plant.linetemperature");
    assertThat(new PipelineName("switch").packageName()).isEqualTo("pipelines.switchpipeline");
    for (String wrong : List.of("Plant", "a//b", "a-", "a-/b", "a--b", "1a", "a/b/c", "")) {
      assertThatThrownBy(() -> new PipelineName(wrong)).hasMessageContaining("expected words of");
    }
  }

  @Test
  void theVersionsInTheProjectAreOurs() throws IOException {
    // When
    Scaffold.java(new PipelineName("a")).write(folder);

    // Then
    assertThat(folder.resolve("pom.xml"))
        .content()
        .containsPattern("<millrace.version>\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?</millrace.version>")
        .contains("<version>1.12.2</version>", "${project.basedir}")
        .doesNotContain("@", "__");
  }
}
