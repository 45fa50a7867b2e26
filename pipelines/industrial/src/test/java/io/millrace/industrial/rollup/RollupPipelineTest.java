package io.millrace.industrial.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollupPipelineTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(5);
  private static final Duration LATENESS = Duration.ofMinutes(30);
  private static final String[] KEY = {"source", "sensor"};
  private static final ToLongFunction<SensorReading> TIME =
      reading -> reading.getEventTime().toEpochMilli();

  private static final RollupParameters PARAMETERS =
      new RollupParameters(
          List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1)),
          Duration.ZERO,
          List.of(ReadingQuality.GOOD, ReadingQuality.UNCERTAIN));

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph = PipelineGraph.of(new RollupPipeline(), PARAMETERS, readings(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @Test
  void oneReadingIsAllStatisticsOfItsWindows() throws Exception {
    // Given
    List<SensorReading> events = List.of(reading("m1", 0, 20.5, 1));

    // When
    PipelineRun run = run(events, 1);

    // Then
    List<Rollup> results = run.results("rollup", Rollup.class);
    assertThat(results).hasSize(3);
    assertThat(results.get(0))
        .isEqualTo(
            new Rollup(
                "m1",
                "t",
                MIDNIGHT,
                MIDNIGHT.plusSeconds(60),
                1L,
                20.5,
                20.5,
                20.5,
                0.0,
                20.5,
                20.5,
                20.5,
                20.5,
                20.5,
                0,
                ResultStatus.FINAL));
  }

  @Test
  void firstAndLastFollowTheEventsAndNotTheirArrival() throws Exception {
    // Given two readings of one time, told apart by their sequence, that arrive last first
    List<SensorReading> events =
        List.of(reading("m1", 30, 3.0, 3), reading("m1", 0, 2.0, 2), reading("m1", 0, 1.0, 1));

    // When
    PipelineRun run = run(events, 1);

    // Then
    Rollup minute = run.results("rollup", Rollup.class).get(0);
    assertThat(minute.getFirst()).isEqualTo(1.0);
    assertThat(minute.getLast()).isEqualTo(3.0);
  }

  @Test
  void readingsWithoutUsableValueAreFilteredAndCounted() throws Exception {
    // Given
    SensorReading good = reading("m1", 0, 1.0, 1);
    List<SensorReading> events =
        List.of(
            good,
            SensorReading.newBuilder(good).setValue(null).build(),
            SensorReading.newBuilder(good).setValue(Double.NaN).build(),
            SensorReading.newBuilder(good).setQuality(ReadingQuality.BAD).build(),
            SensorReading.newBuilder(good).setQuality(ReadingQuality.STALE).build());

    // When
    PipelineRun run = run(events, 1);

    // Then
    assertThat(run.count("readings", Tally.Kind.FILTERED)).isEqualTo(4);
    assertThat(run.results("rollup", Rollup.class)).allMatch(result -> result.getCount() == 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void orderWithinOutOfOrdernessMakesNoDifferenceToFinalResults(long seed) throws Exception {
    // Given
    List<SensorReading> events = randomReadings(seed, 2_000);
    List<SensorReading> displaced = new Shuffler(seed).displace(events, TIME, OUT_OF_ORDERNESS);

    // When
    PipelineRun inOrder = run(events, 1);
    PipelineRun outOfOrder = run(displaced, 1);

    // Then
    assertThat(finals(outOfOrder)).isNotEmpty().isEqualTo(finals(inOrder));
    assertThat(outOfOrder.late("readings", SensorReading.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void orderWithinLatenessMakesNoDifferenceToTheLatestRevision(long seed) throws Exception {
    // Given
    List<SensorReading> events = randomReadings(seed, 2_000);
    List<SensorReading> displaced =
        new Shuffler(seed).displace(events, TIME, OUT_OF_ORDERNESS.plus(LATENESS));

    // When
    PipelineRun inOrder = run(events, 1);
    PipelineRun outOfOrder = run(displaced, 1);

    // Then
    assertThat(latest(outOfOrder)).isNotEmpty().isEqualTo(latest(inOrder));
    assertThat(outOfOrder.results("rollup", Rollup.class))
        .anyMatch(result -> result.getStatus() == ResultStatus.CORRECTED);
    assertThat(outOfOrder.late("readings", SensorReading.class)).isEmpty();
  }

  @Test
  void whatComesLaterStillIsKeptAndCountsForNoWindow() throws Exception {
    // Given
    SensorReading tooLate = reading("m1", 0, 9.0, 2);
    List<SensorReading> events = List.of(reading("m1", 7_200, 1.0, 1), tooLate);

    // When
    PipelineRun run = run(events, 1);

    // Then
    assertThat(run.late("readings", SensorReading.class)).containsExactly(tooLate);
    assertThat(run.count("readings", Tally.Kind.LATE)).isEqualTo(1);
    assertThat(run.results("rollup", Rollup.class)).allMatch(result -> result.getMax() == 1.0);
  }

  @Test
  void parallelismMakesNoDifference() throws Exception {
    // Given
    List<SensorReading> events = randomReadings(7, 2_000);

    // When
    PipelineRun two = run(events, 2);

    // Then
    assertThat(finals(two)).isEqualTo(finals(run(events, 1)));
  }

  @Test
  void anHourIsTheSumOfItsMinutes() throws Exception {
    // Given events of which some come too late
    List<SensorReading> events =
        new Shuffler(8).displace(randomReadings(8, 3_000), TIME, Duration.ofHours(2));

    // When
    PipelineRun run = run(events, 1);

    // Then
    long late = run.late("readings", SensorReading.class).size();
    assertThat(late).isPositive();
    for (Duration size : PARAMETERS.windows()) {
      assertThat(countOfLatest(run, size)).as("windows of %s", size).isEqualTo(3_000 - late);
    }
  }

  private static long countOfLatest(PipelineRun run, Duration size) {
    List<Rollup> results = run.results("rollup", Rollup.class);
    return results.stream()
        .filter(result -> result.getWindowStart().plus(size).equals(result.getWindowEnd()))
        .filter(
            result ->
                results.stream()
                    .noneMatch(
                        other ->
                            other.getSource().equals(result.getSource())
                                && other.getWindowStart().equals(result.getWindowStart())
                                && other.getWindowEnd().equals(result.getWindowEnd())
                                && other.getRevision() > result.getRevision()))
        .mapToLong(Rollup::getCount)
        .sum();
  }

  private static List<String> finals(PipelineRun run) {
    return CanonicalResults.finals(run.results("rollup", Rollup.class), KEY);
  }

  private static List<String> latest(PipelineRun run) {
    return CanonicalResults.latest(run.results("rollup", Rollup.class), KEY);
  }

  private static PipelineRun run(List<SensorReading> events, int parallelism) throws Exception {
    return PipelineRun.of(new RollupPipeline(), PARAMETERS, parallelism, readings(events));
  }

  private static MemoryInput<SensorReading> readings(List<SensorReading> events) {
    return MemoryInput.of("readings", SensorReading.class, events, OUT_OF_ORDERNESS, LATENESS);
  }

  /** Four hours of three machines, in order. */
  private static List<SensorReading> randomReadings(long seed, int count) {
    Random random = new Random(seed);
    List<SensorReading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long second = 4L * 3_600 * i / count;
      double value = (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(9) - 3);
      readings.add(reading("m" + random.nextInt(3), second, value, i));
    }
    return readings;
  }

  private static SensorReading reading(String source, long second, double value, long sequence) {
    return SensorReading.newBuilder()
        .setSource(source)
        .setSensor("t")
        .setEventTime(MIDNIGHT.plusSeconds(second))
        .setValue(value)
        .setSequence(sequence)
        .build();
  }
}
