package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterTest {
  @TempDir static Path folder;
  private static FlinkCluster cluster;
  private static Path jar;

  @BeforeAll
  static void start() throws Exception {
    jar = TestJar.of(CountingJob.class, folder);
    cluster =
        FlinkCluster.start(
            FlinkOptions.defaults()
                .with("execution.checkpointing.interval", "500ms")
                .with("execution.checkpointing.min-pause", "100ms"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
    assertThat(cluster.processes().values()).noneMatch(ProcessHandle::isAlive);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    assertThat(cluster.folder()).doesNotExist();
  }

  @Test
  void aBoundedJobThatIsSubmittedAsUsersDoRunsToItsEnd() {
    // Given
    List<String> arguments = List.of("1000", "100000");

    // When
    String job = cluster.submit(jar, arguments);

    // Then
    Eventually.holds(() -> cluster.rest().status(job).equals("FINISHED"));
  }

  @Test
  void aJobRecoversFromItsCheckpointWhenATaskManagerIsKilledAndReplaced() {
    // Given
    String job = cluster.submit(List.of("-p", "4"), jar, List.of("1000000000", "1000"));
    Eventually.holds(() -> cluster.rest().checkpoints(job).completed() > 0);
    int victim = cluster.taskManagers().get(0);

    // When
    cluster.kill(victim);

    // Then
    int successor = cluster.startTaskManager();
    cluster.awaitRegistered();
    Eventually.holds(() -> cluster.rest().checkpoints(job).restored() > 0);
    Eventually.holds(() -> runsOn(job, "taskmanager-" + successor));
    assertThat(cluster.rest().failures(job)).isNotEmpty();
    assertThat(cluster.taskManagers()).contains(successor).doesNotContain(victim);
    // One more says that all tasks run.
    long completed = cluster.rest().checkpoints(job).completed();
    Eventually.holds(() -> cluster.rest().checkpoints(job).completed() > completed);
    String savepoint = cluster.rest().stopWithSavepoint(job, false);
    assertThat(savepoint).contains(cluster.folder().toString());
    Eventually.holds(() -> cluster.rest().status(job).equals("FINISHED"));
  }

  @Test
  void aRefusedJobSaysWhatFlinkSaid() {
    // Given
    List<String> arguments = List.of("many", "1");

    // When
    var refusal = assertThatThrownBy(() -> cluster.submit(jar, arguments));

    // Then
    refusal.isInstanceOf(LocalClusterException.class).hasMessageContaining("\"many\"");
  }

  private static boolean runsOn(String job, String taskManager) {
    return cluster.rest().vertices(job).stream()
        .flatMap(vertex -> vertex.subtasks().stream())
        .anyMatch(
            subtask ->
                subtask.status().equals("RUNNING") && subtask.taskManager().equals(taskManager));
  }
}
