package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.FlinkCluster;
import io.millrace.cluster.FlinkOptions;
import io.millrace.it.CommandLineRun;
import io.millrace.it.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay on a cluster of processes ends with the same results, whatever dies in the middle. */
@Tag("slow")
class ReplayOnClusterTest {
  private static final int MINUTES = 300;

  @TempDir Path folder;

  @Test
  void aTaskManagerThatIsKilledMakesNoDifferenceInFiles() throws Exception {
    // Given
    try (ReplayTopic topic = twoPartitions("cluster-files")) {
      CompletableFuture<Launcher.Ended> run =
          start(topic, RunningCluster.get().flink(), "--out", "out", "--rate", "60");
      topic.out().awaitResults();

      // When
      RunningCluster.get().flink().kill(RunningCluster.get().flink().taskManagers().get(0));
      RunningCluster.get().flink().kill(RunningCluster.get().flink().taskManagers().get(0));

      // Then
      assertThat(run.get().code()).as(run.get().err()).isZero();
      assertThat(topic.out().minutes()).hasSize(MINUTES).doesNotHaveDuplicates();
      assertThat(Files.readString(folder.resolve("out/summary.json"))).contains("\"read\": 600");
    }
  }

  @Test
  void aTaskManagerThatIsKilledDoublesNoResultInTopics() throws Exception {
    // Given
    try (ReplayTopic topic = twoPartitions("cluster-topics")) {
      CompletableFuture<Launcher.Ended> run =
          start(
              topic,
              RunningCluster.get().flink(),
              "--out",
              "out",
              "--rate",
              "60",
              "--into",
              "kafka",
              "--id",
              "kill");
      String results = "cluster-topics.results.replay.kill";
      RollupDeployment.await(
          "the topic of results", () -> topic.cluster().kafka().topics().contains(results));
      try (CommittedReader reader = new CommittedReader(topic.cluster().kafka(), results)) {
        RollupDeployment.await("the first results", () -> reader.records().size() > 20);

        // When
        RunningCluster.get().flink().kill(RunningCluster.get().flink().taskManagers().get(0));
        RunningCluster.get().flink().kill(RunningCluster.get().flink().taskManagers().get(0));

        // Then
        assertThat(run.get().code()).as(run.get().err()).isZero();
        assertThat(ReplayFiles.minutes(reader.finish()))
            .containsExactlyElementsOf(IntStream.range(0, MINUTES).boxed().toList());
      }
    }
  }

  @Test
  void withHighAvailabilityItEndsAlsoAfterTheJobManagerWasKilled() throws Exception {
    // Given
    try (ReplayTopic topic = twoPartitions("cluster-ha");
        QuorumPeer quorum = new QuorumPeer(folder.resolve("quorum"));
        FlinkCluster flink = FlinkCluster.start(folder.resolve("flink"), available(quorum))) {
      CompletableFuture<Launcher.Ended> run = start(topic, flink, "--out", "out", "--rate", "60");
      topic.out().awaitResults();

      // When
      flink.killJobManager();
      flink.startJobManager();

      // Then
      assertThat(run.get().code()).as(run.get().err()).isZero();
      assertThat(topic.out().minutes()).hasSize(MINUTES).doesNotHaveDuplicates();
    }
  }

  @Test
  void withoutItItSaysThatTheClusterIsGoneAndWhatToDo() throws Exception {
    // Given
    try (ReplayTopic topic = twoPartitions("cluster-gone");
        FlinkCluster flink =
            FlinkCluster.start(
                folder.resolve("flink"), FlinkOptions.defaults().withTaskManagers(1))) {
      CompletableFuture<Launcher.Ended> run =
          start(topic, flink, "--out", "out", "--rate", "60", "-D", "rest.retry.max-attempts=2");
      topic.out().awaitResults();

      // When
      flink.killJobManager();

      // Then
      assertThat(run.get().code()).isEqualTo(1);
      assertThat(run.get().err())
          .contains("EXTERNAL")
          .contains("--manifest")
          .contains("out/manifest.json");
      assertThat(topic.out().results()).doesNotExist();
    }
  }

  @Test
  void aLiveJobKeepsItsResultsOnceWhileTwoReplaysOfItsTopicRunBesideIt() throws Exception {
    // Given
    try (ReplayTopic topic = twoPartitions("cluster-beside");
        CommittedReader live =
            new CommittedReader(topic.cluster().kafka(), topic.createResults())) {
      topic.submit(new Launcher(folder));
      CompletableFuture<CommandLineRun> first = replayBeside(topic, "beside-1");
      CompletableFuture<CommandLineRun> second = replayBeside(topic, "beside-2");

      // When
      int[] more = IntStream.range(MINUTES, 2 * MINUTES).toArray();
      topic.send(0, more);
      topic.send(1, more);

      // Then
      assertThat(first.get().code()).as(first.get().err()).isZero();
      assertThat(second.get().code()).as(second.get().err()).isZero();
      topic.drain(new Launcher(folder));
      assertThat(ReplayFiles.minutes(live.finish()))
          .containsExactlyElementsOf(IntStream.range(0, 2 * MINUTES).boxed().toList());
      for (String id : List.of("beside-1", "beside-2")) {
        try (CommittedReader replayed =
            new CommittedReader(topic.cluster().kafka(), "cluster-beside.results.replay." + id)) {
          assertThat(ReplayFiles.minutes(replayed.finish()))
              .containsExactlyElementsOf(IntStream.range(0, MINUTES).boxed().toList());
        }
      }
    }
  }

  private static CompletableFuture<CommandLineRun> replayBeside(ReplayTopic topic, String id) {
    return CompletableFuture.supplyAsync(
        () ->
            topic.replay(
                "--into",
                "kafka",
                "--id",
                id,
                "--rate",
                "100",
                "--offsets",
                "readings=0:0-" + MINUTES + ",1:0-" + MINUTES));
  }

  private ReplayTopic twoPartitions(String name) throws Exception {
    ReplayTopic topic = new ReplayTopic(name, 2, folder);
    int[] minutes = IntStream.range(0, MINUTES).toArray();
    topic.send(0, minutes);
    topic.send(1, minutes);
    return topic;
  }

  private FlinkOptions available(QuorumPeer quorum) {
    return FlinkOptions.defaults()
        .withTaskManagers(1)
        .with("high-availability.type", "zookeeper")
        .with("high-availability.zookeeper.quorum", quorum.address())
        .with("high-availability.storageDir", folder.resolve("ha").toUri().toString());
  }

  private CompletableFuture<Launcher.Ended> start(
      ReplayTopic topic, FlinkCluster flink, String... further) {
    String[] arguments =
        IntStream.range(0, further.length + 6).mapToObj(i -> "").toArray(String[]::new);
    arguments[0] = "replay";
    arguments[1] = topic.definition().toString();
    arguments[2] = "--env";
    arguments[3] = topic.environment().toString();
    arguments[4] = "--cluster";
    arguments[5] = flink.restUrl().toString();
    System.arraycopy(further, 0, arguments, 6, further.length);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Launcher(folder).run(arguments);
          } catch (Exception failure) {
            throw new IllegalStateException(failure);
          }
        });
  }
}
