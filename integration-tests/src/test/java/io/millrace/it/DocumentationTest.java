package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says is so. */
class DocumentationTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

  @TempDir Path folder;

  @Test
  void theReadmeCommandsOverFilesWorkAsPrinted() throws Exception {
    // Given the files that the README shows
    String readme = Files.readString(Launcher.ROOT.resolve("README.md"));
    Files.writeString(folder.resolve("readings.csv"), block(readme, "timestamp,value"));
    Files.writeString(folder.resolve("hourly.yaml"), block(readme, "pipeline: plant/hourly"));
    List<String> commands = new ArrayList<>();
    Matcher code =
        Pattern.compile("(?m)(?:^|`)\\./millrace ((?:list|show|run)\\b[^`\\n]*)").matcher(readme);
    while (code.find()) {
      if (!code.group(1).contains("--env")) {
        commands.add(code.group(1).strip());
      }
    }
    assertThat(commands).hasSizeGreaterThanOrEqualTo(4);

    for (String command : commands) {
      // When
      Launcher.Ended ended = new Launcher(folder).run(command.split(" "));

      // Then
      assertThat(ended.code()).as("%s: %s", command, ended.err()).isZero();
    }
    assertThat(folder.resolve("out/rollup.jsonl")).isNotEmptyFile();
    assertThat(folder.resolve("out/summary.json")).isNotEmptyFile();
  }

  @Test
  void everyErrorCodeIsDocumented() throws IOException {
    // Given
    String document = Files.readString(Launcher.ROOT.resolve("docs/errors.md"));

    // When
    List<String> documented =
        CODE.matcher(document).results().map(found -> found.group(1)).toList();

    // Then
    assertThat(documented)
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    // Given
    List<String> broken = new ArrayList<>();
    List<Path> documents = new ArrayList<>();
    try (var files = Files.walk(Launcher.ROOT)) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("/target/"))
          .forEach(documents::add);
    }

    // When
    for (Path document : documents) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        boolean local = !link.group(1).contains("://");
        if (local && !Files.exists(document.resolveSibling(link.group(1)))) {
          broken.add(document + ": " + link.group(1));
        }
      }
    }

    // Then
    assertThat(documents).hasSizeGreaterThan(5);
    assertThat(broken).isEmpty();
  }

  /** The first block of code that holds a text. */
  private static String block(String document, String text) {
    Matcher block = BLOCK.matcher(document);
    while (block.find()) {
      if (block.group(2).contains(text)) {
        return block.group(2);
      }
    }
    throw new AssertionError("no block of code with '" + text + "'");
  }
}
