package __PACKAGE__;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class __CLASS__PipelineTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final __CLASS__Parameters PARAMETERS = new __CLASS__Parameters(80);

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph =
        PipelineGraph.of(new __CLASS__Pipeline(), PARAMETERS, readings(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @Test
  void onlyAReadingAboveTheLimitIsTold() throws Exception {
    // Given
    List<SensorReading> events = List.of(reading(0, 80.0), reading(1, 90.5), reading(2, null));

    // When
    PipelineRun run = PipelineRun.of(new __CLASS__Pipeline(), PARAMETERS, 1, readings(events));

    // Then
    assertThat(run.results("exceedances", Exceedance.class))
        .containsExactly(new Exceedance("m1", "t", NOON.plusSeconds(1), 90.5, 10.5));
  }

  private static MemoryInput<SensorReading> readings(List<SensorReading> events) {
    return MemoryInput.of(
        "readings", SensorReading.class, events, Duration.ofSeconds(5), Duration.ZERO);
  }

  private static SensorReading reading(int second, Double value) {
    return SensorReading.newBuilder()
        .setSource("m1")
        .setSensor("t")
        .setEventTime(NOON.plusSeconds(second))
        .setValue(value)
        .build();
  }
}
