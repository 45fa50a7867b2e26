package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadSampleTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final FlinkRest.Vertex VERTEX =
      new FlinkRest.Vertex(
          "v",
          "counts",
          List.of(
              new FlinkRest.Subtask(0, "RUNNING", "taskmanager-1"),
              new FlinkRest.Subtask(1, "RUNNING", "taskmanager-2")));

  @Test
  void ratesAndSharesComeFromWhatWasReadBetweenTwoSamples() {
    // Given
    LoadSample before = sample(0, Map.of("0.numRecordsIn", "1000", "1.numRecordsIn", "500"));
    LoadSample after =
        sample(
            2,
            Map.of(
                "0.numRecordsIn", "1200",
                "1.numRecordsIn", "1100",
                "1.numRecordsOut", "7"));

    // When
    List<SubtaskLoad> loads = after.since(before);

    // Then
    assertThat(loads.get(0).recordsPerSecond()).hasValue(100);
    assertThat(loads.get(1).recordsPerSecond()).hasValue(300);
    assertThat(loads.get(0).share()).hasValue(0.25);
    assertThat(loads.get(1).share()).hasValue(0.75);
  }

  @Test
  void aSourceIsMeasuredByWhatItProduces() {
    // Given
    LoadSample before = sample(0, Map.of("0.numRecordsIn", "0", "0.numRecordsOut", "0"));
    LoadSample after = sample(1, Map.of("0.numRecordsIn", "0", "0.numRecordsOut", "50"));

    // When
    SubtaskLoad load = after.since(before).get(0);

    // Then
    assertThat(load.recordsPerSecond()).hasValue(50);
  }

  @Test
  void aSubtaskThatRestartedHasNoRate() {
    // Given
    LoadSample before = sample(0, Map.of("0.numRecordsIn", "1000", "1.numRecordsIn", "10"));
    LoadSample after = sample(1, Map.of("0.numRecordsIn", "5", "1.numRecordsIn", "20"));

    // When
    List<SubtaskLoad> loads = after.since(before);

    // Then
    assertThat(loads.get(0).recordsPerSecond()).isEmpty();
    assertThat(loads.get(0).share()).isEmpty();
    assertThat(loads.get(1).recordsPerSecond()).hasValue(10);
  }

  @Test
  void theLagIsThatOfTheTasksWatermarkOrOfTheSourceOperators() {
    // Given
    String second = Long.toString(START.plusSeconds(1).toEpochMilli());
    LoadSample sample =
        sample(
            0,
            Map.of(
                "0.currentInputWatermark",
                Long.toString(Long.MIN_VALUE),
                "1.Source__numbers.currentOutputWatermark",
                second));

    // When
    List<SubtaskLoad> loads = sample.since(sample);

    // Then
    assertThat(loads.get(0).watermarkLag(START)).isEmpty();
    assertThat(loads.get(1).watermarkLag(START.plusSeconds(4))).contains(Duration.ofSeconds(3));
    assertThat(loads.get(1).recordsPerSecond()).isEmpty();
  }

  private static LoadSample sample(int second, Map<String, String> metrics) {
    return new LoadSample(START.plusSeconds(second), List.of(VERTEX), Map.of("v", metrics));
  }
}
