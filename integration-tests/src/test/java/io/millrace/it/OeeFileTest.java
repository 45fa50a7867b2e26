package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code industrial/oee} from files that a plant could have, through the command line. */
class OeeFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theReferenceVectorComesOutOfFilesOfSeveralFormats() throws IOException {
    // Given columns of other names, local times, and one line that is no state
    Path states =
        write(
            "press-1.csv",
            """
            timestamp,state,reason_code
            2026-03-02 00:00:00,EXECUTING,
            2026-03-02 02:00:00,OUT_OF_SERVICE,jam
            yesterday,EXECUTING,
            2026-03-02 03:00:00,EXECUTING,
            2026-03-02 04:00:00,NOT_EXECUTING,
            """);
    Path counts =
        write(
            "counts.jsonl",
            """
            {"asset": "press-1", "time": "2026-03-02T00:00:00Z", "temporality": "CUMULATIVE", "total": 1200, "bad": 10}
            {"asset": "press-1", "time": "2026-03-02T04:00:00Z", "temporality": "CUMULATIVE", "total": 1440, "bad": 14}
            """);
    Path calendar =
        write(
            "calendar.csv",
            """
            machine,start,end,shift
            press-1,2026-03-02T00:00:00Z,2026-03-02T08:00:00Z,night
            """);
    Path cycles =
        write(
            "cycles.csv",
            """
            machine,valid_from,cycle_s
            press-1,2026-01-01T00:00:00Z,30
            """);
    Path out = folder.resolve("out");

    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "industrial/oee",
            "--input",
            "states=" + states,
            "--input",
            "counts=" + counts,
            "--input",
            "calendar=" + calendar,
            "--input",
            "cycles=" + cycles,
            "--out",
            out);

    // Then
    assertThat(run.err()).as(run.err()).doesNotContain("Exception");
    assertThat(run.code()).isZero();
    JsonNode shift = shift(Files.readAllLines(out.resolve("oee.jsonl")));
    assertThat(shift.get("machine").asText()).isEqualTo("press-1");
    assertThat(shift.get("shift").asText()).isEqualTo("night");
    assertThat(shift.get("production_s").asDouble()).isEqualTo(10_800);
    assertThat(shift.get("availability").asDouble()).isEqualTo(0.375);
    assertThat(shift.get("performance").asDouble()).isEqualTo(0.6667, within(1e-4));
    assertThat(shift.get("quality").asDouble()).isEqualTo(0.98333, within(1e-5));
    assertThat(shift.get("oee").asDouble()).isEqualTo(0.245833, within(1e-6));
    assertThat(shift.get("stop_us_by_reason").get("jam").asLong()).isEqualTo(3_600_000_000L);
    JsonNode read = JSON.readTree(out.resolve("summary.json").toFile()).get("inputs").get("states");
    assertThat(read.get("read").asInt()).isEqualTo(5);
    assertThat(read.get("dead").asInt()).isEqualTo(1);
  }

  @Test
  void theTestsOfTheDefinitionPass() {
    // When
    CommandLineRun run = CommandLineRun.of("test", "industrial/oee");

    // Then
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static JsonNode shift(List<String> lines) throws IOException {
    for (String line : lines) {
      JsonNode row = JSON.readTree(line);
      if (row.get("window_kind").asText().equals("SHIFT")) {
        return row;
      }
    }
    throw new AssertionError("no shift in " + lines);
  }
}
