package io.millrace.industrial.anomaly;

import static io.millrace.industrial.anomaly.Sensors.healthy;
import static io.millrace.industrial.anomaly.Sensors.minute;
import static io.millrace.industrial.anomaly.Sensors.parameters;
import static io.millrace.industrial.anomaly.Sensors.reading;
import static io.millrace.industrial.anomaly.Sensors.shifted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.AnomalyKind;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.SensorScore;
import io.millrace.sdk.Tally;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorAnomalyPipelineTest {
  private static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(5);
  private static final SensorAnomalyParameters PARAMETERS =
      parameters("range", "0;1000", "reference", "200");

  /** Three machines: one with an outage, one with a new set-point and a gap, one healthy. */
  private static final List<SensorReading> READINGS = readings();

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph =
        PipelineGraph.of(new SensorAnomalyPipeline(), PARAMETERS, input(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @Test
  void everyReadingIsScoredAndOnlyTheAnomaliesAreEpisodes() throws Exception {
    // When
    PipelineRun run = run(READINGS, 1);

    // Then
    assertThat(run.results("scores", SensorScore.class)).hasSameSizeAs(READINGS);
    List<AnomalyEpisode> episodes =
        run.results("episodes", AnomalyEpisode.class).stream()
            .filter(one -> one.getStatus() == ResultStatus.FINAL)
            .toList();
    assertThat(episodes)
        .anySatisfy(
            one -> {
              assertThat(one.getSource()).isEqualTo("m1");
              assertThat(one.getStart()).isEqualTo(minute(800));
              assertThat(one.getEnd()).isBetween(minute(815), minute(830));
            })
        .anySatisfy(
            one -> {
              assertThat(one.getSource()).isEqualTo("m2");
              assertThat(one.getStart()).isEqualTo(minute(700));
              assertThat(one.getKind()).isEqualTo(AnomalyKind.LEVEL_SHIFT);
            })
        .hasSizeLessThan(8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void orderWithinOutOfOrdernessMakesNoDifference(long seed) throws Exception {
    // Given
    List<SensorReading> displaced =
        new Shuffler(seed)
            .displace(READINGS, one -> one.getEventTime().toEpochMilli(), OUT_OF_ORDERNESS);

    // When
    PipelineRun outOfOrder = run(displaced, 1);

    // Then
    assertThat(displaced).isNotEqualTo(READINGS);
    assertThat(all(outOfOrder)).isEqualTo(all(run(READINGS, 1)));
    assertThat(outOfOrder.late("readings", SensorReading.class)).isEmpty();
  }

  @Test
  void duplicatesMakeNoDifference() throws Exception {
    // Given one reading in a hundred twice, some of them late
    Random random = new Random(4);
    List<SensorReading> twice = new ArrayList<>();
    int added = 0;
    for (int i = 0; i < READINGS.size(); i++) {
      twice.add(READINGS.get(i));
      if (random.nextInt(100) == 0) {
        twice.add(READINGS.get(Math.max(0, i - random.nextInt(30))));
        added++;
      }
    }

    // When
    PipelineRun run = run(twice, 1);

    // Then
    assertThat(all(run)).isEqualTo(all(run(READINGS, 1)));
    assertThat(run.count("readings", Tally.Kind.DUPLICATES)).isPositive();
    assertThat(
            run.count("readings", Tally.Kind.DUPLICATES) + run.count("readings", Tally.Kind.LATE))
        .isEqualTo(added);
  }

  @Test
  void twoPartitionsMakeNoDifference() throws Exception {
    // When
    PipelineRun two = run(READINGS, 2);

    // Then
    assertThat(all(two)).isEqualTo(all(run(READINGS, 1)));
  }

  @Test
  void anotherSensorWithAClockInTheFutureMakesNoDifference() throws Exception {
    // Given a clock that is ahead by less than what would hold everybody up
    List<SensorReading> withClock = new ArrayList<>(READINGS);
    withClock.add(
        500,
        SensorReading.newBuilder(reading("m9", 0, 1.0))
            .setEventTime(READINGS.get(500).getEventTime().plus(OUT_OF_ORDERNESS))
            .build());

    // When
    PipelineRun run = run(withClock, 1);

    // Then
    assertThat(all(run).stream().filter(row -> !row.contains("m9")))
        .containsExactlyElementsOf(all(run(READINGS, 1)));
  }

  @Test
  void readingsBehindTheWatermarkAreKeptAndNotScored() throws Exception {
    // Given
    SensorReading late = reading("m1", 0, 5e5);
    List<SensorReading> withLate = new ArrayList<>(READINGS);
    withLate.add(late);

    // When
    PipelineRun run = run(withLate, 1);

    // Then
    assertThat(run.late("readings", SensorReading.class)).containsExactly(late);
    assertThat(run.count("readings", Tally.Kind.LATE)).isEqualTo(1);
    assertThat(all(run)).isEqualTo(all(run(READINGS, 1)));
  }

  @Test
  void sensorsThatAreNotWatchedAreFiltered() throws Exception {
    // Given
    SensorAnomalyParameters others = parameters("sensors", "pressure");

    // When
    PipelineRun run =
        PipelineRun.of(new SensorAnomalyPipeline(), others, 1, input(READINGS.subList(0, 10)));

    // Then
    assertThat(run.count("readings", Tally.Kind.FILTERED)).isEqualTo(10);
    assertThat(run.results("scores", SensorScore.class)).isEmpty();
  }

  /** All results, in an order of their own: equal outcomes are equal lists. */
  private static List<String> all(PipelineRun run) {
    return Stream.concat(
            run.results("scores", SensorScore.class).stream(),
            run.results("episodes", AnomalyEpisode.class).stream())
        .map(Object::toString)
        .sorted()
        .toList();
  }

  private static PipelineRun run(List<SensorReading> events, int parallelism) throws Exception {
    return PipelineRun.of(new SensorAnomalyPipeline(), PARAMETERS, parallelism, input(events));
  }

  private static MemoryInput<SensorReading> input(List<SensorReading> events) {
    return MemoryInput.of("readings", SensorReading.class, events, OUT_OF_ORDERNESS, Duration.ZERO);
  }

  private static List<SensorReading> readings() {
    List<SensorReading> readings = new ArrayList<>();
    readings.addAll(shifted(healthy("m1", 11, 1_000), 800, 815, -60));
    readings.addAll(shifted(healthy("m2", 12, 1_000), 700, 1_000, 25));
    readings.addAll(healthy("m3", 13, 1_000));
    readings.sort(Comparator.comparing(SensorReading::getEventTime));
    return readings;
  }
}
