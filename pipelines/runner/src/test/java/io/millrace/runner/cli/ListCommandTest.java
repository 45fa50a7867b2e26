package io.millrace.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListCommandTest {

  @Test
  void everythingThatIsShippedIsListed() {
    // When
    CommandRun run = CommandRun.of("list");

    // Then
    assertThat(run.code()).isZero();
    assertThat(run.out().lines().filter(line -> !line.startsWith(" ")))
        .containsSequence(
            "Pipelines", "Schemas", "Operators", "SQL functions, beside those of Flink", "Formats");
    assertThat(run.out())
        .contains("industrial/rollup", "industrial.SensorReading", "deduplicate", "jsonl");
  }

  @Test
  void noOperatorIsForgotten() throws IOException {
    // Given
    Path folder = Path.of("../operators/src/main/java/io/millrace/operators");

    // When
    List<String> packages;
    try (Stream<Path> files = Files.list(folder)) {
      packages =
          files.filter(Files::isDirectory).map(file -> file.getFileName().toString()).toList();
    }

    // Then
    assertThat(Operators.ABOUT.keySet()).containsExactlyInAnyOrderElementsOf(packages);
  }
}
