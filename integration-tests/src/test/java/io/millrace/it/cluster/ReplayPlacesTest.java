package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.it.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where a {@code replay} reads, and where its results go. */
class ReplayPlacesTest {
  @TempDir Path folder;

  @Test
  void whatWasCapturedIsReplayedFromTheArchiveAndTheRestFromTheBroker() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-archive", 2, folder)) {
      topic.send(0, IntStream.range(0, 40).toArray());
      topic.send(1, IntStream.range(0, 20).toArray());
      CommandLineRun captured = topic.capture();
      topic.send(0, IntStream.range(40, 60).toArray());
      topic.send(1, IntStream.range(20, 60).toArray());
      CommandLineRun before = topic.replay();
      byte[] expected = Files.readAllBytes(topic.out().results());
      topic.deleteBefore(0, 30);
      topic.deleteBefore(1, 20);

      // When
      CommandLineRun both = topic.replay();
      byte[] found = Files.readAllBytes(topic.out().results());
      JsonNode seam = topic.out().manifest().at("/inputs/readings/partitions/0");
      CommandLineRun middle = topic.replay(10, 50);
      List<Integer> minutes = topic.out().minutes();
      CommandLineRun archive = topic.replay("--source", "archive");
      List<Integer> archived = topic.out().minutes();
      topic.deleteBefore(1, 25);
      CommandLineRun hole = topic.replay(10, 50);

      // Then
      assertThat(captured.code()).as(captured.err()).isZero();
      assertThat(captured.err()).contains("readings: 60 records are in the archive");
      assertThat(before.code()).as(before.err()).isZero();
      assertThat(both.code()).as(both.err()).isZero();
      assertThat(found).isEqualTo(expected);
      assertThat(seam.get("start").asInt()).isZero();
      assertThat(seam.get("archived_to").asInt()).isEqualTo(40);
      assertThat(middle.code()).as(middle.err()).isZero();
      assertThat(minutes).containsExactlyElementsOf(IntStream.range(10, 50).boxed().toList());
      assertThat(archive.code()).as(archive.err()).isZero();
      assertThat(archived).containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
      assertThat(hole.code()).isEqualTo(1);
      assertThat(hole.err()).contains("replay-archive.readings-1 begins at offset 25");
    }
  }

  @Test
  void aBrokerThatIsRestartedInTheMiddleMakesNoDifference() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-broker", 2, folder)) {
      int[] minutes = IntStream.range(0, 200).toArray();
      topic.send(0, minutes);
      topic.send(1, minutes);
      CompletableFuture<CommandLineRun> run =
          CompletableFuture.supplyAsync(() -> topic.replay("--rate", "40"));
      topic.out().awaitResults();

      // When
      topic.cluster().kafka().restart();

      // Then
      assertThat(run.get().code()).as(run.get().err()).isZero();
      assertThat(topic.out().minutes()).hasSize(200);
      assertThat(topic.out().counts()).containsOnly(2);
    }
  }

  @Test
  void intoTopicsOfItsOwnEachResultComesOnceAndNothingElseStaysInTheBroker() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-topics", 2, folder)) {
      topic.send(0, 0, 1, 2, 3, 4);
      topic.send(1, 0, 1, 2, 3, 4);
      Set<String> before = new TreeSet<>(topic.cluster().kafka().topics());

      // When
      CommandLineRun run = topic.replay("--into", "kafka", "--id", "try-1");
      CommandLineRun again = topic.replay("--into", "kafka", "--id", "try-1");

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      try (CommittedReader reader =
          new CommittedReader(topic.cluster().kafka(), "replay-topics.results.replay.try-1")) {
        assertThat(ReplayFiles.minutes(reader.finish())).containsExactly(0, 1, 2, 3, 4);
      }
      Set<String> made = new TreeSet<>(topic.cluster().kafka().topics());
      made.removeAll(before);
      assertThat(made)
          .containsExactly(
              "replay-topics.results.replay.try-1",
              "test.replay-topics.replay.try-1.dead-letters",
              "test.replay-topics.replay.try-1.late");
      assertThat(topic.groups()).noneMatch(group -> group.contains("try-1"));
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.err())
          .contains("there is already replay-topics.results.replay.try-1")
          .contains("expected another --id");
    }
  }

  @Test
  void intoTablesItHasASchemaOfItsOwn() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-tables", 1, folder)) {
      topic.send(0, 0, 1, 2, 3, 4);
      Set<String> before = new TreeSet<>(topic.cluster().kafka().topics());

      // When
      CommandLineRun run = topic.replay("--into", "postgres", "--id", "try-2");

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.rows("replay_try_2.replay_tables")).isEqualTo(5);
      assertThat(topic.cluster().kafka().topics()).containsExactlyInAnyOrderElementsOf(before);
    }
  }
}
