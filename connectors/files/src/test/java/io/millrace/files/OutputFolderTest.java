package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Warning;
import io.millrace.sdk.WarningCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path folder;

  @Test
  void theFolderIsCreatedWithThoseAboveIt() {
    // given
    Path deep = folder.resolve("a/b");

    // when
    new OutputFolder(deep).prepare(Set.of("rollup"));

    // then
    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void onlyWhatThisRunMayWriteIsTakenAway() throws Exception {
    // given
    for (String name :
        List.of(
            "rollup.jsonl",
            "late.jsonl",
            "dead-letters.jsonl",
            "summary.json",
            ".rollup.jsonl.1.part",
            "other.jsonl",
            "notes")) {
      Files.writeString(folder.resolve(name), "x");
    }

    // when
    new OutputFolder(folder).prepare(Set.of("rollup"));

    // then
    assertThat(Files.list(folder).map(path -> path.getFileName().toString()).toList())
        .containsExactlyInAnyOrder("other.jsonl", "notes");
  }

  @Test
  void aFileOrAPlaceBelowAFileIsRefused() throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("file"), "x");

    for (Path wrong : List.of(file, file.resolve("below"))) {
      // when
      assertThatThrownBy(() -> new OutputFolder(wrong).prepare(Set.of()))
          // then
          .isInstanceOfSatisfying(
              MillraceException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNWRITABLE))
          .hasMessageStartingWith(wrong + ": ");
    }
  }

  @Test
  void theSummaryHasTheShapeOfTheContract() throws Exception {
    // given
    OutputFolder output = new OutputFolder(folder);
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("read", 22_695L);
    counts.put("dead", 1L);

    // when
    WarningCount warned =
        new WarningCount(new DataWarning(Warning.NULL_IN_KEY, "field 'sequence'", "a.csv:7"), 3);
    output.writeSummary(
        Map.of("readings", counts),
        Map.of("rollup", Map.of("written", 5L)),
        Map.of("readings", List.of(warned)));

    // then
    assertThat(Files.readString(folder.resolve("summary.json")))
        .isEqualTo(
            """
            {
              "inputs": {
                "readings": {
                  "read": 22695,
                  "dead": 1
                }
              },
              "outputs": {
                "rollup": {
                  "written": 5
                }
              },
              "warnings": [ {
                "input": "readings",
                "warning": "null_in_key",
                "detail": "field 'sequence'",
                "count": 3,
                "first": "a.csv:7",
                "meaning": "a field of 'deduplicate: by' is null; the event passes and is not compared"
              } ]
            }
            """);
  }
}
