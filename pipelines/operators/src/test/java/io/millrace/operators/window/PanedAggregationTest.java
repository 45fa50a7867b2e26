package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Tally;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanedAggregationTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final RollupPipeline.Parameters MINUTES_AND_HOURS =
      new RollupPipeline.Parameters(
          List.of(
              WindowSpec.tumbling(Duration.ofMinutes(1)), WindowSpec.tumbling(Duration.ofHours(1))),
          Duration.ZERO);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachWindowOfEachKeyHasOneFinalResult(int parallelism) throws Exception {
    // given
    List<SensorReading> events =
        List.of(
            Readings.reading("a", "2026-01-01T00:00:10Z", 1),
            Readings.reading("b", "2026-01-01T00:00:20Z", 10),
            Readings.reading("a", "2026-01-01T00:00:30Z", 3),
            Readings.reading("a", "2026-01-01T00:59:59.999Z", 5));

    // when
    PipelineRun run =
        PipelineRun.of(new RollupPipeline(), MINUTES_AND_HOURS, parallelism, input(events));

    // then
    assertThat(run.results("rollup", Rollup.class))
        .extracting(
            Rollup::getSource,
            rollup -> rollup.getWindowStart() + "/" + rollup.getWindowEnd(),
            Rollup::getCount,
            Rollup::getMean,
            rollup -> rollup.getStatus() + " " + rollup.getRevision())
        .map(Object::toString)
        .containsExactlyInAnyOrder(
            "(\"a\", \"2026-01-01T00:00:00Z/2026-01-01T00:01:00Z\", 2L, 2.0, \"FINAL 0\")",
            "(\"b\", \"2026-01-01T00:00:00Z/2026-01-01T00:01:00Z\", 1L, 10.0, \"FINAL 0\")",
            "(\"a\", \"2026-01-01T00:59:00Z/2026-01-01T01:00:00Z\", 1L, 5.0, \"FINAL 0\")",
            "(\"a\", \"2026-01-01T00:00:00Z/2026-01-01T01:00:00Z\", 3L, 3.0, \"FINAL 0\")",
            "(\"b\", \"2026-01-01T00:00:00Z/2026-01-01T01:00:00Z\", 1L, 10.0, \"FINAL 0\")");
    assertThat(run.count("readings", Tally.Kind.READ)).isEqualTo(4);
    assertThat(run.late("readings", SensorReading.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyEventIsInItsWindowsOrKeptAsLate(int parallelism) throws Exception {
    // given
    List<SensorReading> events = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      events.add(Readings.reading("s" + i % 7, START.plusSeconds(13L * i), (long) i, i));
    }
    List<SensorReading> arrivals =
        new Shuffler(1)
            .displace(events, event -> event.getEventTime().toEpochMilli(), Duration.ofHours(1));

    // when
    PipelineRun run =
        PipelineRun.of(new RollupPipeline(), MINUTES_AND_HOURS, parallelism, input(arrivals));

    // then
    List<SensorReading> late = run.late("readings", SensorReading.class);
    List<SensorReading> aggregated = new ArrayList<>(events);
    assertThat(late).isNotEmpty().allMatch(aggregated::remove);
    assertThat(run.count("readings", Tally.Kind.LATE)).isEqualTo(late.size());
    assertThat(run.count("readings", Tally.Kind.READ)).isEqualTo(events.size());
    assertThat(CanonicalResults.latest(run.results("rollup", Rollup.class), "source"))
        .isEqualTo(
            CanonicalResults.latest(
                WindowOracle.finals(aggregated, MINUTES_AND_HOURS.windows(), 0), "source"));
  }

  @Test
  void graphNamesItsStagesAndHasNoKryo() {
    // when
    PipelineGraph graph =
        PipelineGraph.of(new RollupPipeline(), MINUTES_AND_HOURS, input(List.of()));

    // then
    assertThatCode(graph::assertStatefulStagesNamed).doesNotThrowAnyException();
    assertThatCode(graph::assertNoKryo).doesNotThrowAnyException();
  }

  private static MemoryInput<SensorReading> input(List<SensorReading> events) {
    return MemoryInput.of(
        "readings", SensorReading.class, events, Duration.ofSeconds(10), Duration.ofMinutes(5));
  }
}
