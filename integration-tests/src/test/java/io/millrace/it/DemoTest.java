package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo, which submits the pipelines of five domains by {@code flink run millrace.jar run ...},
 * kills a TaskManager, and judges the results.
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
        .contains("requests/s and hit ratio of site-1 until")
        .containsPattern("OEE until .*machine-1")
        .containsPattern("calls and errors of frontend to until .*catalog")
        .containsPattern("Traffic +good: [1-9]")
        .containsPattern("Top +good: [1-9]")
        .containsPattern("OEE +good: [1-9]")
        .containsPattern("RED +good: [1-9]")
        .containsPattern("Links +good: [1-9]")
        .containsPattern("Usage +good: [1-9]")
        .containsPattern("Cost +good: [1-9]")
        .containsPattern("Allocation +good: [1-9]")
        .containsPattern("Delivery +good: [1-9]")
        .containsPattern("Anomalies +[1-9][0-9]* of [0-9]+ spikes found")
        .contains("Verdict: nothing lost, nothing doubled, in Kafka and in PostgreSQL.");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(cluster).doesNotExist();
  }

  @Test
  void anActThatThereIsNotIsToldBeforeAnythingStarts(@TempDir Path folder) throws Exception {
    // When
    Launcher.Ended ended = new Launcher(folder).run("demo", "--only", "rollup,trafic");

    // Then
    assertThat(ended.err())
        .contains(
            "--only names 'trafic'; expected some of rollup, traffic, oee, anomaly, red, graph,"
                + " jobs, cost, delivery");
    assertThat(ended.code()).isEqualTo(2);
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
