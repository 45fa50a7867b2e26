package io.millrace.runner.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.cli.CommandRun;
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

/** Whoever does what docs/define.md says sees what it shows. */
class DefineDocumentTest {
  private static final Path DOCUMENT = Path.of("../../docs/define.md");
  private static final Pattern TESTS = Pattern.compile("(?ms)^```yaml\\n(tests:.*?)^```$");
  private static final Pattern VERB = Pattern.compile("(?m)\\./millrace ([a-z]+)");

  @TempDir Path folder;

  @Test
  void everyCommandPrintsWhatIsShown() throws IOException {
    // Given
    String document = Files.readString(DOCUMENT);
    Path definition = folder.resolve("heat.yaml");
    Matcher tests = TESTS.matcher(document);
    assertThat(tests.find()).isTrue();
    List<String> shown = new ArrayList<>();
    List<String> said = new ArrayList<>();

    // When the page is followed from its top, and its two changes of the file are made
    for (String part : document.split("(?m)^(?=## Lint|Write ``|## Test|Where the rows|## Run)")) {
      if (part.startsWith("Write ``")) {
        String text = Files.readString(definition);
        Files.writeString(definition, text.replace("MAX(valeu)", "MAX(`value`)"));
      } else if (part.startsWith("## Test")) {
        Files.writeString(definition, Files.readString(definition) + tests.group(1));
      }
      ConsoleExample example = new ConsoleExample(part);
      shown.add(example.shown());
      said.add(example.run(folder));
    }

    // Then
    assertThat(said).isEqualTo(shown);
    assertThat(shown.stream().filter(text -> !text.isEmpty())).hasSize(5);
  }

  @Test
  void theVerbsThatAreNamedAreThere() throws IOException {
    // Given
    List<String> verbs =
        VERB.matcher(Files.readString(DOCUMENT)).results().map(verb -> verb.group(1)).toList();

    // When
    List<CommandRun> helps = verbs.stream().map(verb -> CommandRun.of(verb, "--help")).toList();

    // Then
    assertThat(verbs).contains("new", "show", "run", "submit", "tap", "upgrade", "test", "list");
    assertThat(helps).allSatisfy(help -> assertThat(help.code()).as(help.err()).isZero());
  }

  @Test
  void theGraphIsDrawnInEachOfItsForms() throws IOException {
    // Given
    Path example = Path.of("../../docs/examples/busiest-machines.yaml");

    // When
    List<String> drawn =
        Arrays.stream(new String[] {"text", "mermaid", "dot"})
            .map(form -> CommandRun.of("show", example, "--graph", form).out())
            .toList();

    // Then
    assertThat(drawn)
        .allSatisfy(graph -> assertThat(graph).contains("sql.query.busiest_machines.window-rank"));
  }
}
