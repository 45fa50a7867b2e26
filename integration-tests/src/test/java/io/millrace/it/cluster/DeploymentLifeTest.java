package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.avro.SingleObject;
import io.millrace.it.CommandLineRun;
import io.millrace.it.Launcher;
import io.millrace.schemas.industrial.SensorReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a deployment in its life: started, cancelled, stopped, started again. */
class DeploymentLifeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int READINGS = 3_000;

  @TempDir private Path folder;

  @Test
  void cancelledStoppedAndResubmittedItLosesAndDoublesNothing() throws Exception {
    // Given
    List<String> expected = resultsOfTheFileRun();
    List<byte[]> readings = readings();
    int third = READINGS / 3;
    try (RollupDeployment rollup = new RollupDeployment("life", 1, folder);
        CommittedReader reader = rollup.reader(rollup.results())) {
      Path state = folder.resolve("state");
      rollup.keepState(state);
      rollup.send(readings.subList(0, third), 1);
      String first = rollup.submit();
      rollup.awaitAllRead(first);

      // When it is submitted once more
      Launcher.Ended second = rollup.trySubmit();

      // Then
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.err())
          .contains("deployment 'life' already runs", "job " + first + " is RUNNING");

      // When it is cancelled, goes on from its last checkpoint, and is stopped
      Launcher.Ended cancelled = rollup.onCluster("cancel", "life");
      rollup.send(readings.subList(third, 2 * third), 1);
      String resumed = rollup.submit();
      rollup.awaitAllRead(resumed);
      String savepoint = rollup.stop();

      // Then
      assertThat(cancelled.code()).as(cancelled.err()).isZero();
      assertThat(savepoint).contains(state + "/life/0/savepoints/savepoint-");

      // When it goes on once more
      rollup.send(readings.subList(2 * third, READINGS), 1);
      String last = rollup.submit();
      rollup.awaitAllRead(last);
      String settings = rollup.rest().get("/jobs/" + last + "/checkpoints/config").toString();
      rollup.stop("--drain");

      // Then
      assertThat(settings)
          .as("what a job needs travels with it")
          .contains("\"timeout\":120000", "\"tolerable_failed_checkpoints\":3");
      assertThat(ResultOracle.differences(expected, reader.finish())).isEmpty();
    }
  }

  @Test
  void aJobThatCannotRunIsToldAndCancelled() throws Exception {
    // Given more tasks than the cluster has slots for
    try (RollupDeployment rollup = new RollupDeployment("starved", 1, folder)) {
      rollup.writeEnvironment(100);

      // When
      Launcher.Ended submitted = rollup.trySubmit("--detach");
      List<String> shown = new ArrayList<>();
      RollupDeployment.await(
          "the status to say why",
          () -> {
            shown.clear();
            shown.add(outputOf(rollup, "status"));
            return shown.get(0).contains("slots") || shown.get(0).contains("NoResourceAvailable");
          });
      Launcher.Ended stopped = rollup.onCluster("stop", "starved");
      Launcher.Ended cancelled = rollup.onCluster("cancel", "starved");

      // Then
      assertThat(submitted.code()).as(submitted.err()).isZero();
      assertThat(stopped.code()).isEqualTo(1);
      assertThat(cancelled.code()).as(cancelled.err()).isZero();
      assertThat(outputOf(rollup, "status")).containsPattern("starved +CANCELED");
    }
  }

  private static String outputOf(RollupDeployment rollup, String verb) {
    try {
      Launcher.Ended ended = rollup.onCluster(verb);
      assertThat(ended.code()).as(ended.err()).isZero();
      return ended.out();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private List<String> resultsOfTheFileRun() throws Exception {
    StringBuilder csv = new StringBuilder("source,sensor,event_time,value\n");
    for (int i = 0; i < READINGS; i++) {
      csv.append("m1,t,%s,%d%n".formatted(time(i), i));
    }
    Path file = Files.writeString(folder.resolve("readings.csv"), csv);
    Path out = folder.resolve("out");
    CommandLineRun run =
        CommandLineRun.of(
            "run", "industrial/rollup", "--input", "readings=" + file, "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    return Files.readAllLines(out.resolve("rollup.jsonl"));
  }

  private static List<byte[]> readings() {
    List<byte[]> readings = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      readings.add(
          SingleObject.of(
              SensorReading.newBuilder()
                  .setSource("m1")
                  .setSensor("t")
                  .setEventTime(time(i))
                  .setValue((double) i)
                  .build()));
    }
    return readings;
  }

  private static Instant time(int reading) {
    return START.plusSeconds(10L * reading);
  }
}
