package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay} against a real broker, in this process, as a user calls it. */
class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void aRangeGivesTheWindowsWithinItFromTheEventsOfItThoughTheyStandOutOfOrder() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-order", 1, folder)) {
      // In minutes: the order of facts.md, in which Kafka's own search by time finds nothing.
      topic.send(0, 1, 2, 5, 3, 4, 6, 7, 8, 9);

      // When
      CommandLineRun run = topic.replay("--from", at(3), "--to", at(5));

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.minutes()).containsExactly(3, 4);
      JsonNode summary = summary();
      assertThat(summary.at("/inputs/readings/filtered").asInt())
          .isEqualTo(summary.at("/inputs/readings/read").asInt() - 2);
    }
  }

  @Test
  void theSameManifestGivesTheSameFilesToTheByteThoughMoreHasComeSince() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-again", 3, folder)) {
      topic.send(0, 1, 2, 3, 4, 5);
      topic.send(1, 0, 3, 7);
      CommandLineRun first = topic.replay();
      topic.send(2, 1, 2, 3);
      topic.send(0, 8, 9);

      // When
      CommandLineRun second =
          CommandLineRun.of(
              "replay",
              "--manifest",
              folder.resolve("out/manifest.json"),
              "--env",
              topic.environment(),
              "--out",
              folder.resolve("again"));

      // Then
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(folder.resolve("again/rollup.jsonl"))
          .hasSameBinaryContentAs(folder.resolve("out/rollup.jsonl"));
      assertThat(topic.minutes()).contains(0, 7).doesNotContain(8, 9);
      JsonNode manifest = manifest("again");
      assertThat(manifest.get("of")).isEqualTo(manifest("out").get("id"));
      assertThat(manifest.at("/inputs/readings/partitions/2/end").asInt()).isZero();
    }
  }

  private JsonNode manifest(String out) throws Exception {
    return JSON.readTree(folder.resolve(out).resolve("manifest.json").toFile());
  }

  private JsonNode summary() throws Exception {
    return JSON.readTree(folder.resolve("out/summary.json").toFile());
  }

  private static String at(int minute) {
    return ReplayTopic.MIDNIGHT.plusSeconds(60L * minute).toString();
  }

  static List<String> lines(Path file) throws Exception {
    return Files.readAllLines(file);
  }
}
