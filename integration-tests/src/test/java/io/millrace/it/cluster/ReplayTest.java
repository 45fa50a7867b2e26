package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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

  @Test
  void whereRetentionHasDroppedAPartItSaysWhichAndWhatWorks() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-retention", 2, folder)) {
      int[] minutes = IntStream.range(0, 30).toArray();
      topic.send(0, minutes);
      topic.send(1, minutes);
      topic.deleteBefore(1, 3);

      // When
      CommandLineRun refused = topic.replay("--from", at(2), "--to", at(20));
      String works = refused.err().replaceAll("(?s).*--from (\\S+) would work.*", "$1");
      CommandLineRun later = topic.replay("--from", works, "--to", at(20));
      List<Integer> counts = counts();
      CommandLineRun partial = topic.replay("--from", at(2), "--to", at(20), "--partial");

      // Then
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains("OUT_OF_RANGE a part of the range may be gone, of input 'readings'")
          .contains("replay-retention.readings-1 begins at offset 3")
          .doesNotContain("readings-0 begins");
      assertThat(later.code()).as(later.err()).isZero();
      assertThat(counts).hasSizeGreaterThan(8).containsOnly(2);
      assertThat(partial.code()).as(partial.err()).isZero();
      assertThat(counts()).hasSize(18).containsOnlyOnce(1);
    }
  }

  @Test
  void aManifestWhoseRecordsAreGoneIsRefusedBeforeAnythingRuns() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-gone", 1, folder)) {
      topic.send(0, 0, 1, 2, 3, 4);
      CommandLineRun resolved = topic.replay("--dry-run");
      topic.deleteBefore(0, 2);

      // When
      CommandLineRun run =
          CommandLineRun.of(
              "replay",
              "--manifest",
              folder.resolve("out/manifest.json"),
              "--env",
              topic.environment(),
              "--out",
              folder.resolve("again"));

      // Then
      assertThat(resolved.code()).as(resolved.err()).isZero();
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains(
              "input 'readings' is to read replay-gone.readings-0 from offset 0 to 5, but it holds 2"
                  + " to 5: retention deleted the others");
      assertThat(folder.resolve("again")).doesNotExist();
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
      CommandLineRun run = topic.replay("--from", at(1), "--to", at(6));

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.minutes()).containsExactly(1, 2, 3, 4, 5);
      assertThat(counts()).containsExactly(1, 1, 2, 2, 2);
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
      assertThat(topic.minutes()).containsExactly(0, 1, 2);
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
      assertThat(counts()).containsExactly(1, 1, 2);
      assertThat(manifest("out").at("/definition/text").asText()).contains("1h");
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
      CommandLineRun run =
          topic.replay("--from", at(5), "--to", at(7), "--warm-up", "2m", "--edges", "trim");

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(topic.minutes()).containsExactly(5, 6);
      assertThat(summary().at("/outputs/rollup/trimmed").asInt()).isEqualTo(2);
    }
  }

  @Test
  void whatIsReadWholeTakesPartFromItsBeginningAndKeptEdgesGiveNoResultOfBefore() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-whole", 1, folder)) {
      topic.send(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

      // When
      CommandLineRun run =
          topic.replay(
              "--from", at(5), "--to", at(7), "--whole", "readings", "--set", "windows=1m,1h");
      List<Integer> trimmed = counts();
      CommandLineRun kept =
          topic.replay(
              "--from",
              at(5),
              "--to",
              at(7),
              "--whole",
              "readings",
              "--set",
              "windows=1m,1h",
              "--edges",
              "keep");

      // Then
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(trimmed).containsExactly(1, 1);
      assertThat(kept.code()).as(kept.err()).isZero();
      assertThat(counts()).containsExactly(1, 1, 7);
    }
  }

  @Test
  void aTopicThatWasMadeAnewIsNotTakenForTheOneOfTheManifest() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-anew", 1, folder)) {
      topic.send(0, 0, 1, 2);
      CommandLineRun resolved = topic.replay("--dry-run");
      topic.makeAnew();
      topic.send(0, 5, 6, 7, 8);

      // When
      CommandLineRun run =
          CommandLineRun.of(
              "replay",
              "--manifest",
              folder.resolve("out/manifest.json"),
              "--env",
              topic.environment(),
              "--out",
              folder.resolve("again"));

      // Then
      assertThat(resolved.code()).as(resolved.err()).isZero();
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("but the topic was made anew since");
    }
  }

  @Test
  void aRefusedReplayLeavesWhatAnEarlierOneHasWritten() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-refused", 1, folder)) {
      topic.send(0, 0, 1, 2);
      topic.replay();

      // When
      CommandLineRun state = topic.replay("-D", "execution.state-recovery.path=file:///x");
      CommandLineRun archive = topic.replay("--source", "archive", "--to", at(2));

      // Then
      assertThat(List.of(state.code(), archive.code())).containsOnly(1);
      assertThat(state.err()).contains("a replay begins with its range; expected no savepoint");
      assertThat(archive.err()).contains("the archive has nothing of replay-refused.readings");
      assertThat(topic.minutes()).containsExactly(0, 1, 2);
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
          new CommittedReader(
              topic.cluster().kafka().bootstrap(), "replay-topics.results.replay.try-1")) {
        assertThat(ReplayTopic.minutes(reader.finish())).containsExactly(0, 1, 2, 3, 4);
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

  @Test
  void whatWasCapturedIsReplayedFromTheArchiveAndTheRestFromTheBroker() throws Exception {
    // Given
    try (ReplayTopic topic = new ReplayTopic("replay-archive", 2, folder)) {
      topic.send(0, IntStream.range(0, 40).toArray());
      topic.send(1, IntStream.range(0, 20).toArray());
      CommandLineRun captured =
          CommandLineRun.of("capture", topic.definition(), "--env", topic.environment());
      topic.send(0, IntStream.range(40, 60).toArray());
      topic.send(1, IntStream.range(20, 60).toArray());
      CommandLineRun before = topic.replay();
      byte[] expected = Files.readAllBytes(folder.resolve("out/rollup.jsonl"));
      topic.deleteBefore(0, 30);
      topic.deleteBefore(1, 20);

      // When
      CommandLineRun both = topic.replay();
      byte[] found = Files.readAllBytes(folder.resolve("out/rollup.jsonl"));
      JsonNode seam = manifest("out").at("/inputs/readings/partitions/0");
      CommandLineRun middle = topic.replay("--from", at(10), "--to", at(50));
      List<Integer> minutes = topic.minutes();
      CommandLineRun archive = topic.replay("--source", "archive");
      List<Integer> archived = topic.minutes();
      topic.deleteBefore(1, 25);
      CommandLineRun hole = topic.replay("--from", at(10), "--to", at(50));

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
          CompletableFuture.supplyAsync(() -> topic.replay("--rate", "80"));
      topic.awaitResults();

      // When
      topic.cluster().kafka().restart();

      // Then
      assertThat(run.get().code()).as(run.get().err()).isZero();
      assertThat(topic.minutes()).hasSize(200);
      assertThat(counts()).containsOnly(2);
    }
  }

  @Test
  void whatIsWrongInACommandIsSaidBeforeAnythingIsAsked() {
    // When
    CommandLineRun nothing = CommandLineRun.of("replay", "--env", "x");
    CommandLineRun zone =
        CommandLineRun.of("replay", "industrial/rollup", "--env", "x", "--from", "2026-01-01");
    CommandLineRun both =
        CommandLineRun.of("replay", "--manifest", "m", "--env", "x", "--from", at(1));
    CommandLineRun offsets =
        CommandLineRun.of("replay", "industrial/rollup", "--env", "x", "--offsets", "readings=1");

    // Then
    assertThat(List.of(nothing.code(), both.code())).containsOnly(2);
    assertThat(nothing.err()).contains("Missing required parameter: 'DEF', or --manifest");
    assertThat(both.err()).contains("--manifest says what is read");
    assertThat(zone.err()).contains("x: the environment can't be read");
    assertThat(offsets.err()).contains("x: the environment can't be read");
  }

  private JsonNode manifest(String out) throws Exception {
    return JSON.readTree(folder.resolve(out).resolve("manifest.json").toFile());
  }

  private JsonNode summary() throws Exception {
    return JSON.readTree(folder.resolve("out/summary.json").toFile());
  }

  /** The counts of the windows, in order. */
  private List<Integer> counts() throws Exception {
    List<Integer> counts = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out/rollup.jsonl"))) {
      counts.add(JSON.readTree(line).get("count").asInt());
    }
    counts.sort(null);
    return counts;
  }

  private static String at(int minute) {
    return ReplayTopic.MIDNIGHT.plusSeconds(60L * minute).toString();
  }
}
