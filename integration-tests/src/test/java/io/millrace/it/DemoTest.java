package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo, which submits by {@code flink run millrace.jar run ...}, kills a TaskManager, and
 * judges the results.
 */
class DemoTest {

  @Test
  void nothingIsLostNothingDoubledAndNothingLeftBehind(@TempDir Path folder) throws Exception {
    // Given
    Path cluster = folder.resolve("cluster");

    // When
    Launcher.Ended ended =
        new Launcher(folder)
            .run("demo", "--duration", "30s", "--rate", "400", "--folder", cluster.toString());

    // Then
    assertThat(ended.out())
        .contains("kill -9 of TaskManager")
        .contains("recovered")
        .contains("Verdict: nothing lost, nothing doubled, in Kafka and in PostgreSQL.");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(cluster).doesNotExist();
  }

  @Test
  void wrongUsageIsToldBeforeAnythingStarts(@TempDir Path folder) throws Exception {
    // When
    Launcher.Ended ended = new Launcher(folder).run("demo", "--duration", "1s");

    // Then
    assertThat(ended.err()).contains("--duration is 1s; expected from 30s to 10m");
    assertThat(ended.code()).isEqualTo(2);
  }
}
