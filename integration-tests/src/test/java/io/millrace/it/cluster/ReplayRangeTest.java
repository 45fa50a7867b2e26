package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.it.CommandLineRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which events a {@code replay} reads, and which results it has of them. */
class ReplayRangeTest {
  @TempDir Path folder;

  @Test
  void aRangeGivesTheWindowsWithinItFromTheEventsOfItThoughTheyStandOutOfOrder() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-order", 1, folder)) {
      // In minutes: the order of facts.md, in which Kafka's own search by time finds nothing.
      topic.send(0, 1, 2, 5, 3, 4, 6, 7, 8, 9);

      // When
      CommandLineRun run = topic.replay(3, 5);

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.out().minutes()).containsExactly(3, 4);
      JsonNode summary = topic.out().summary();
      assertThat(summary.at("/inputs/readings/filtered").asInt())
          .isEqualTo(summary.at("/inputs/readings/read").asInt() - 2);
    }
  }

  @Test
  void whereRetentionHasDroppedAPartItSaysWhichAndWhatWorks() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-retention", 2, folder)) {
      int[] minutes = IntStream.range(0, 30).toArray();
      topic.send(0, minutes);
      topic.send(1, minutes);
      topic.deleteBefore(1, 3);

      // When
      CommandLineRun refused = topic.replay(2, 20);
      String works = refused.err().replaceAll("(?s).*--from (\\S+) would work.*", "$1");
      CommandLineRun later = topic.replay("--from", works, "--to", ReplayTopic.at(20));
      List<Integer> counts = topic.out().counts();
      CommandLineRun partial = topic.replay(2, 20, "--partial");

      // Then
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains("OUT_OF_RANGE a part of the range may be gone, of input 'readings'")
          .contains("replay-retention.readings-1 begins at offset 3")
          .doesNotContain("readings-0 begins");
      assertThat(later.code()).as(later.err()).isZero();
      assertThat(counts).hasSizeGreaterThan(8).containsOnly(2);
      assertThat(partial.code()).as(partial.err()).isZero();
      assertThat(topic.out().counts()).hasSize(18).containsOnlyOnce(1);
    }
  }

  @Test
  void aPartitionThatWasAddedIsReadFromItsBeginningAndAnEmptyOneHoldsNothingUp() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-added", 1, folder)) {
      topic.send(0, 0, 1, 2, 3);
      topic.addPartitions(3);
      topic.send(1, 3, 4, 5, 6, 7, 8);
      topic.send(0, 4, 5, 6, 7, 8);

      // When
      CommandLineRun run = topic.replay(1, 6);

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.out().minutes()).containsExactly(1, 2, 3, 4, 5);
      assertThat(topic.out().counts()).containsExactly(1, 1, 2, 2, 2);
      assertThat(run.err()).contains("replay-added.readings-2, nothing");
    }
  }

  @Test
  void anOpenTransactionAtTheEndIsNeitherWaitedForNorRead() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-open", 1, folder)) {
      topic.send(0, 0, 1, 2);
      topic.sendInOpenTransaction(3);

      // When
      CommandLineRun run = topic.replay();

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.out().minutes()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void offsetsAreTakenAsTheyAreGivenAndParametersMayBeOthers() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-offsets", 2, folder)) {
      topic.send(0, 0, 1, 2, 3, 4, 5);
      topic.send(1, 0, 1, 2, 3, 4, 5);

      // When
      CommandLineRun run = topic.replay("--offsets", "readings=1:2-4", "--set", "windows=1m,1h");
      CommandLineRun beyond = topic.replay("--offsets", "readings=1:2-40");
      CommandLineRun unknown = topic.replay("--offsets", "readings=7:0-1");

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.out().counts()).containsExactly(1, 1, 2);
      assertThat(topic.out().manifest().at("/definition/text").asText()).contains("1h");
      assertThat(beyond.code()).isEqualTo(1);
      assertThat(beyond.err()).contains("from offset 2 to 40, but it holds 0 to 6");
      assertThat(unknown.err()).contains("--offsets readings=7:...:");
    }
  }

  @Test
  void warmUpBuildsUpStateAndHasNoResults() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-warm", 1, folder)) {
      topic.send(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

      // When
      CommandLineRun run = topic.replay(5, 7, "--warm-up", "2m", "--edges", "trim");

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.out().minutes()).containsExactly(5, 6);
      assertThat(topic.out().summary().at("/outputs/rollup/trimmed").asInt()).isEqualTo(2);
    }
  }

  @Test
  void whatIsReadWholeTakesPartFromItsBeginningAndKeptEdgesGiveNoResultOfBefore() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-whole", 1, folder)) {
      topic.send(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

      // When
      CommandLineRun run = topic.replay(5, 7, "--whole", "readings", "--set", "windows=1m,1h");
      List<Integer> trimmed = topic.out().counts();
      CommandLineRun kept =
          topic.replay(5, 7, "--whole", "readings", "--set", "windows=1m,1h", "--edges", "keep");

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(trimmed).containsExactly(1, 1);
      assertThat(kept.code()).as(kept.err()).isZero();
      assertThat(topic.out().counts()).containsExactly(1, 1, 7);
    }
  }

  @Test
  void whatIsWrongInACommandIsSaidBeforeAnythingIsAsked() {
    // When
    CommandLineRun nothing = CommandLineRun.of("replay", "--env", "x");
    CommandLineRun zone =
        CommandLineRun.of("replay", "industrial/rollup", "--env", "x", "--from", "2026-01-01");
    CommandLineRun both =
        CommandLineRun.of("replay", "--manifest", "m", "--env", "x", "--from", ReplayTopic.at(1));
    CommandLineRun offsets =
        CommandLineRun.of("replay", "industrial/rollup", "--env", "x", "--offsets", "readings=1");

    // Then
    assertThat(List.of(nothing.code(), both.code())).containsOnly(2);
    assertThat(nothing.err()).contains("Missing required parameter: 'DEF', or --manifest");
    assertThat(both.err()).contains("--manifest says what is read");
    assertThat(zone.err()).contains("x: the environment can't be read");
    assertThat(offsets.err()).contains("x: the environment can't be read");
  }
}
