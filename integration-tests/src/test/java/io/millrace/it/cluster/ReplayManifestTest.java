package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.it.CommandLineRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was resolved once is read again, or refused. */
class ReplayManifestTest {
  @TempDir Path folder;

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
      CommandLineRun second = topic.replayAgain();

      // Then
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(topic.again().results()).hasSameBinaryContentAs(topic.out().results());
      assertThat(topic.out().minutes()).contains(0, 7).doesNotContain(8, 9);
      JsonNode manifest = topic.again().manifest();
      assertThat(manifest.get("of")).isEqualTo(topic.out().manifest().get("id"));
      assertThat(manifest.at("/inputs/readings/partitions/2/end").asInt()).isZero();
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
      CommandLineRun run = topic.replayAgain();

      // Then
      assertThat(resolved.code()).as(resolved.err()).isZero();
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains(
              "input 'readings' is to read replay-gone.readings-0 from offset 0 to 5, but it holds 2"
                  + " to 5: retention deleted the others");
      assertThat(topic.again().folder()).doesNotExist();
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
      CommandLineRun run = topic.replayAgain();

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
      CommandLineRun archive = topic.replay("--source", "archive", "--to", ReplayTopic.at(2));

      // Then
      assertThat(List.of(state.code(), archive.code())).containsOnly(1);
      assertThat(state.err()).contains("a replay begins with its range; expected no savepoint");
      assertThat(archive.err()).contains("the archive has nothing of replay-refused.readings");
      assertThat(topic.out().minutes()).containsExactly(0, 1, 2);
    }
  }
}
