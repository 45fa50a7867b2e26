package io.millrace.runner.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.raw.RawFormat;
import io.millrace.runner.definition.FormatDefinition;
import io.millrace.sdk.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of formats knows every warning and every format that there is, and no others. */
class FormatsDocumentTest {
  private static final Path PAGE = Path.of("../../docs/formats.md");
  private static final Pattern WARNING_ROW = Pattern.compile("^\\| `(\\w+)` \\|.*");

  @Test
  void everyWarningIsExplained() throws IOException {
    // Given
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.equals("## Warnings"))
            .takeWhile(line -> !line.equals("## Words"))
            .toList();

    // When
    Set<String> explained =
        rows.stream()
            .map(WARNING_ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1))
            .collect(Collectors.toSet());

    // Then
    assertThat(explained)
        .isEqualTo(
            Arrays.stream(Warning.values())
                .filter(kind -> !kind.isQuiet())
                .map(Warning::label)
                .collect(Collectors.toSet()));
  }

  @Test
  void everyFormatIsDescribed() throws IOException {
    // Given
    String page = Files.readString(PAGE);

    // Then
    assertThat(FormatDefinition.NAMES)
        .filteredOn(name -> !name.equals(RawFormat.NAME))
        .allSatisfy(name -> assertThat(page.toLowerCase(Locale.ROOT)).contains(name));
  }
}
