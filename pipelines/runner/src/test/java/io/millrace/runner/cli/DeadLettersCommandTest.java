package io.millrace.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersCommandTest {
  @TempDir Path folder;
  private Path environment;

  @BeforeEach
  void writeEnvironment() throws IOException {
    environment =
        Files.writeString(folder.resolve("prod.yaml"), "kafka: {bootstrap: \"localhost:1\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ls | --from noon | --from is 'noon'; expected a time such as 2026-01-01T12:00:00Z",
        "ls | --offset 20..10 | --offset is '20..10'; expected an offset such as 17, or a range",
        "ls | --error MALFORMD | --error is 'MALFORMD'; did you mean 'MALFORMED'?",
        "ls | --input reading | --input is 'reading'; did you mean 'readings'?",
        "show | 17 | the place is '17'; expected PARTITION@OFFSET of the letter, or",
        "show | 0@1 --raw f --redact all | expected either --raw or --redact",
        "redrive | '' | expected --dry-run, to see what would be done, or --yes, to do it",
        "redrive | --yes --dry-run | expected --dry-run, to see what would be done, or --yes",
        "redrive | --yes --max-attempts 1 | --max-attempts is 1; expected 2 or more",
      })
  void wrongUsageIsToldBeforeAnythingIsAsked(String verb, String arguments, String message) {
    // When
    CommandRun run = run(verb, arguments);

    // Then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void itNeedsOneOfItsVerbs() {
    // When
    CommandRun run = CommandRun.of("deadletters");

    // Then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("expected ls, show or redrive");
  }

  @ParameterizedTest
  @CsvSource({"ls,''", "show,0@0", "redrive,--dry-run", "redrive,--yes"})
  void aBrokerThatDoesNotAnswerIsNamed(String verb, String arguments) {
    // When
    CommandRun run = run(verb, arguments);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("millrace: EXTERNAL").contains("localhost:1");
  }

  private CommandRun run(String verb, String arguments) {
    String line = "deadletters " + verb + " industrial/rollup --env " + environment;
    return CommandRun.of((Object[]) (line + " " + arguments).strip().split(" "));
  }
}
