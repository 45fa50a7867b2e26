package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The definition that is printed in the plan of the house, word for word. */
class PlanOfTheHouseTest {
  private static final Path PLAN = Path.of("..", "..", "shared", "design", "architecture.md");
  private static final Pattern DEFINITION = Pattern.compile("(?ms)^```yaml\\n(version: 1.*?)^```$");

  @TempDir Path folder;

  @Test
  void itsDefinitionPassesLintAndItsOwnTest() throws IOException {
    // Given
    assumeTrue(Files.exists(PLAN), () -> "skipped: no plan at " + PLAN);
    Matcher printed = DEFINITION.matcher(Files.readString(PLAN));
    assertThat(printed.find()).isTrue();
    Path definition = Files.writeString(folder.resolve("printed.yaml"), printed.group(1));

    // When
    CommandLineRun lint = CommandLineRun.of("lint", definition);
    CommandLineRun test = CommandLineRun.of("test", definition);

    // Then
    assertThat(lint.code()).as(lint.out() + lint.err()).isZero();
    assertThat(test.code()).as(test.out() + test.err()).isZero();
    assertThat(test.out()).contains("ok      a window closes when time passes its end");
  }
}
