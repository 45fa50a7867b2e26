package io.millrace.runner.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever compares as docs/diff.md says sees what it shows. */
class DiffDocumentTest {
  private static final Path DOCUMENT = Path.of("../../docs/diff.md");

  @TempDir Path folder;

  @Test
  void everyCommandPrintsWhatIsShown() throws IOException {
    // Given
    ConsoleExample example = new ConsoleExample(Files.readString(DOCUMENT));

    // When
    String said = example.run(folder);

    // Then
    assertThat(said).isEqualTo(example.shown()).contains("first divergence");
  }
}
