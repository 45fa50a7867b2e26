package io.millrace.runner.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.ErrorCode.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/errors.md prints what it says, and that is of the code that it is for. */
class ErrorsDocumentTest {
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### `([A-Z_]+)`\\n(.*?)(?=^### |\\z)");

  /** Megabytes do not go into a document, and a live job not into this test. */
  private static final Set<ErrorCode> NOT_SHOWN =
      EnumSet.of(ErrorCode.TOO_LARGE, ErrorCode.TOO_MANY_DEAD);

  @TempDir Path folder;

  @Test
  void everythingThatUsersAndProducersCanMendHasAnExample() throws IOException {
    // Given
    Set<ErrorCode> expected =
        Arrays.stream(ErrorCode.values())
            .filter(code -> code.category() == Category.USER || code.category() == Category.DATA)
            .collect(Collectors.toSet());
    expected.removeAll(NOT_SHOWN);

    // When
    Set<ErrorCode> shown = examples().keySet();

    // Then
    assertThat(shown).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void anExamplePrintsWhatItShows(ErrorCode code) throws IOException {
    // Given
    ConsoleExample example = examples().get(code);

    // When
    String said = example.run(folder);

    // Then
    assertThat(said).isEqualTo(example.shown());
    Set<String> codes =
        Pattern.compile("\\b[A-Z]+(_[A-Z]+)*\\b")
            .matcher(said)
            .results()
            .map(word -> word.group())
            .filter(Arrays.stream(ErrorCode.values()).map(Enum::name).toList()::contains)
            .collect(Collectors.toSet());
    assertThat(codes).containsExactly(code.name());
  }

  static Set<ErrorCode> codes() throws IOException {
    return examples().keySet();
  }

  private static Map<ErrorCode, ConsoleExample> examples() throws IOException {
    Map<ErrorCode, ConsoleExample> examples = new LinkedHashMap<>();
    Matcher section = SECTION.matcher(Files.readString(Path.of("../../docs/errors.md")));
    while (section.find()) {
      examples.put(ErrorCode.valueOf(section.group(1)), new ConsoleExample(section.group(2)));
    }
    return examples;
  }
}
