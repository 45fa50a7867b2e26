package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubtaskLoadTest {
  private static final FlinkRest.Vertex VERTEX =
      new FlinkRest.Vertex(
          "v",
          "counts",
          List.of(
              new FlinkRest.Subtask(0, "RUNNING", "taskmanager-1"),
              new FlinkRest.Subtask(1, "RUNNING", "taskmanager-2")));

  @Test
  void shareIsThatOfTheVertexAndLagThatOfTheWatermark() {
    // Given
    Map<String, String> metrics =
        Map.of(
            "0.numRecordsInPerSecond", "100.0",
            "1.numRecordsInPerSecond", "300.0",
            "1.numRecordsOutPerSecond", "7.0",
            "0.currentInputWatermark", "8000",
            "1.currentInputWatermark", Long.toString(Long.MIN_VALUE));

    // When
    List<SubtaskLoad> loads = SubtaskLoad.from(VERTEX, metrics);

    // Then
    assertThat(loads.get(0).share()).hasValue(0.25);
    assertThat(loads.get(1).share()).hasValue(0.75);
    assertThat(loads.get(1).recordsPerSecond()).hasValue(300);
    assertThat(loads.get(0).watermarkLag(Instant.ofEpochMilli(10_500)))
        .contains(Duration.ofMillis(2500));
    assertThat(loads.get(1).watermarkLag(Instant.now())).isEmpty();
  }

  @Test
  void aSourceIsMeasuredByWhatItProduces() {
    // Given
    Map<String, String> metrics =
        Map.of(
            "0.numRecordsInPerSecond", "0.0",
            "0.numRecordsOutPerSecond", "50.0",
            "0.Source__numbers.currentOutputWatermark", "4000");

    // When
    SubtaskLoad load = SubtaskLoad.from(VERTEX, metrics).get(0);

    // Then
    assertThat(load.recordsPerSecond()).hasValue(50);
    assertThat(load.watermark()).hasValue(4000);
  }

  @Test
  void withoutMetricsNothingIsClaimed() {
    // Given
    Map<String, String> metrics = Map.of();

    // When
    SubtaskLoad load = SubtaskLoad.from(VERTEX, metrics).get(1);

    // Then
    assertThat(load.recordsPerSecond()).isEmpty();
    assertThat(load.share()).isEmpty();
    assertThat(load.watermark()).isEmpty();
  }
}
