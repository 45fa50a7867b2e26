package io.millrace.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.runner.replay.Manifest.DefinitionText;
import io.millrace.runner.replay.Manifest.InputRanges;
import io.millrace.runner.replay.Manifest.Part;
import io.millrace.sdk.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestJsonTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Manifest MANIFEST =
      new Manifest(
          new ReplayId("incident-42"),
          Optional.of(new ReplayId("20260101-120000-abcd")),
          NOON,
          "0.1.0",
          new DefinitionText("plant/heat", "heat.yaml", "00ff", "pipeline: \"plant/heat\"\n"),
          new ReplayRange(Optional.of(NOON), Optional.empty(), Duration.ofMinutes(90)),
          true,
          Map.of(
              "readings",
              new InputRanges(
                  "plant.readings",
                  Optional.of("9uC3RVqFQu2wCqNZNlWqyw"),
                  "{\"type\":\"string\"}",
                  Duration.ofHours(25),
                  Manifest.Taking.RANGE,
                  List.of(
                      new Part(new PartitionRange("plant.readings", 0, 10, 20), 5, 15),
                      new Part(new PartitionRange("plant.readings", 1, 7, 7), 0, 7)))));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsWhatIsRead() {
    // given
    Path file = folder.resolve("new/manifest.json");

    // when
    ManifestJson.write(MANIFEST, file);

    // then
    assertThat(ManifestJson.read(file)).isEqualTo(MANIFEST);
    assertThat(MANIFEST.offsets()).isEqualTo(10);
  }

  @Test
  void aFileThatIsNoneIsRefusedByItsName() throws Exception {
    // given
    Path other = Files.writeString(folder.resolve("other.json"), "{\"manifest\": 2}");
    Path half = Files.writeString(folder.resolve("half.json"), "{\"manifest\": 1, \"id\": \"a\"}");
    Path text = Files.writeString(folder.resolve("text.json"), "pipeline: plant/heat");

    // then
    for (Path file : List.of(other, half, text, folder.resolve("absent.json"))) {
      assertThatThrownBy(() -> ManifestJson.read(file))
          .isInstanceOf(MillraceException.class)
          .hasMessageStartingWith(file + ": no manifest of a replay");
    }
  }
}
