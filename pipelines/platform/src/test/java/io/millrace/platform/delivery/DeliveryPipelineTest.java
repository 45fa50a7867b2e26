package io.millrace.platform.delivery;

import static io.millrace.platform.delivery.Arrivals.MIDNIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.Arrival;
import io.millrace.schemas.platform.DelayReason;
import io.millrace.schemas.platform.Delivery;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryPipelineTest {
  private static final Duration OUT_OF_ORDERNESS = Fleet.settings().outOfOrderness();
  private static final Duration LATENESS = Fleet.settings().lateness();

  /** Which remembers a node for longer than one of the fleet is silent. */
  private static final DeliveryParameters PARAMETERS =
      Arrivals.parameters(
          "epoch", "epoch", "sequence", "sequence", "silent-after", "2m", "retention", "1h");

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph = PipelineGraph.of(new DeliveryPipeline(), PARAMETERS, arriving(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void orderWithinOutOfOrdernessMakesNoDifferenceToFinalResults(long seed) throws Exception {
    // Given
    List<SensorReading> inOrder = inOrder(new Fleet(seed).readingsOfRightClocks());
    List<SensorReading> displaced =
        new Shuffler(seed).displace(inOrder, DeliveryPipelineTest::time, OUT_OF_ORDERNESS);

    // When
    List<Delivery> expected = results(run(arriving(inOrder), 1));
    List<Delivery> actual = results(run(arriving(displaced), 1));

    // Then
    assertThat(CanonicalResults.finals(unordered(actual), "source"))
        .isNotEmpty()
        .isEqualTo(CanonicalResults.finals(unordered(expected), "source"));
    assertThat(actual).allMatch(row -> row.getStatus() == ResultStatus.FINAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {33, 34})
  void orderWithinLatenessMakesNoDifferenceToTheLatestRevision(long seed) throws Exception {
    // Given
    List<SensorReading> inOrder = inOrder(new Fleet(seed).readingsOfRightClocks());
    List<SensorReading> displaced =
        new Shuffler(seed)
            .displace(inOrder, DeliveryPipelineTest::time, OUT_OF_ORDERNESS.plus(LATENESS));

    // When
    List<Delivery> expected = results(run(arriving(inOrder), 1));
    List<Delivery> actual = results(run(arriving(displaced), 1));

    // Then
    assertThat(standing(actual)).isNotEmpty().isEqualTo(standing(expected));
    assertThat(actual).anyMatch(row -> row.getStatus() == ResultStatus.CORRECTED);
  }

  @Test
  void twoPartitionsMakeNoDifferenceToTheLatestRevision() throws Exception {
    // Given
    List<SensorReading> readings = inOrder(new Fleet(35).readingsOfRightClocks());

    // When
    List<Delivery> one = results(run(arriving(readings), 1));
    List<Delivery> two = results(run(arriving(readings), 2));

    // Then
    assertThat(standing(two)).isNotEmpty().isEqualTo(standing(one));
  }

  @Test
  void copiesOfOneInAHundredAreCountedAndChangeNothingElse() throws Exception {
    // Given
    Set<SensorReading> distinct = new HashSet<>();
    List<SensorReading> once =
        inOrder(new Fleet(36).readings()).stream()
            .filter(reading -> distinct.add(withoutArrival(reading)))
            .toList();
    List<SensorReading> doubled = new ArrayList<>();
    for (int i = 0; i < once.size(); i++) {
      doubled.add(once.get(i));
      if (i % 100 == 0) {
        doubled.add(once.get(i));
      }
    }

    // When
    Collection<Delivery> without = latest(run(arriving(once), 1));
    Collection<Delivery> with = latest(run(arriving(doubled), 1));

    // Then
    assertThat(sum(without, Delivery::getDuplicates)).isZero();
    assertThat(sum(with, Delivery::getDuplicates)).isEqualTo(doubled.size() - once.size());
    assertThat(sum(with, Delivery::getEvents)).isEqualTo(once.size());
    assertThat(amounts(with, Delivery::getGaps)).isEqualTo(amounts(without, Delivery::getGaps));
    assertThat(cells(with, Delivery::getSilent)).isEqualTo(cells(without, Delivery::getSilent));
  }

  @Test
  void aClockOfAnotherCenturyCountsWhenItArrivesAndDisturbsNobody() throws Exception {
    // Given
    Instant arrival = MIDNIGHT.plusSeconds(90);
    List<SensorReading> readings =
        List.of(
            reading("good", MIDNIGHT.plusSeconds(10), MIDNIGHT.plusSeconds(11), 1),
            reading("wrong", Instant.parse("2100-01-01T00:00:00Z"), arrival, 1),
            reading("good", MIDNIGHT.plusSeconds(100), MIDNIGHT.plusSeconds(101), 2));

    // When
    PipelineRun run = run(arriving(readings), 1);

    // Then
    List<Delivery> rows = results(run);
    assertThat(run.late("events", Arrival.class)).isEmpty();
    assertThat(rows).hasSize(3).allMatch(row -> row.getRevision() == 0);
    Delivery wrong =
        rows.stream().filter(row -> row.getSource().equals("wrong")).findFirst().orElseThrow();
    assertThat(wrong.getWindowStart()).isEqualTo(MIDNIGHT.plusSeconds(60));
    assertThat(wrong.getFuture()).isEqualTo(1);
    assertThat(wrong.getClockSkew()).isCloseTo(74 * 365.25 * 86_400, within(86_400.0));
  }

  @Test
  void whereNoArrivalIsKnownOnlyDelayAndClockAreNotTold() throws Exception {
    // Given
    Fleet fleet = new Fleet(37);
    List<SensorReading> readings = fleet.readings();

    // When
    PipelineRun run = run(input(readings), 1);

    // Then
    Collection<Delivery> rows = latest(run);
    assertThat(rows)
        .isNotEmpty()
        .allMatch(row -> row.getDelayP50() == null && row.getClockSkew() == null)
        .allMatch(
            row ->
                row.getDelayReason()
                    == (row.getEvents() > 0 || row.getDuplicates() != null
                        ? DelayReason.NO_ARRIVAL_TIME
                        : DelayReason.NO_EVENTS));
  }

  private static PipelineRun run(MemoryInput<SensorReading> input, int parallelism)
      throws Exception {
    return PipelineRun.of(new DeliveryPipeline(), PARAMETERS, parallelism, input);
  }

  private static MemoryInput<SensorReading> arriving(List<SensorReading> readings) {
    return input(readings)
        .arriving(reading -> reading.getValue().longValue(), Fleet.settings().maxFuture());
  }

  private static MemoryInput<SensorReading> input(List<SensorReading> readings) {
    return MemoryInput.of("events", SensorReading.class, readings, OUT_OF_ORDERNESS, LATENESS);
  }

  private static SensorReading reading(String source, Instant time, Instant arrival, long number) {
    return SensorReading.newBuilder()
        .setSource(source)
        .setSensor("load")
        .setEventTime(time)
        .setValue((double) arrival.toEpochMilli())
        .setSequence(number)
        .build();
  }

  private static SensorReading withoutArrival(SensorReading reading) {
    return SensorReading.newBuilder(reading).setValue(null).build();
  }

  /** The time under which a reading counts, in ms. */
  private static long time(SensorReading reading) {
    long time = reading.getEventTime().toEpochMilli();
    long arrival = reading.getValue().longValue();
    return time - arrival > Fleet.settings().maxFuture().toMillis() ? arrival : time;
  }

  private static List<SensorReading> inOrder(List<SensorReading> readings) {
    return readings.stream().sorted(Comparator.comparingLong(DeliveryPipelineTest::time)).toList();
  }

  private static List<Delivery> results(PipelineRun run) {
    return run.results("delivery", Delivery.class);
  }

  /** Without the one column that tells of the order of arrival. */
  private static List<Delivery> unordered(List<Delivery> rows) {
    return rows.stream().map(row -> Delivery.newBuilder(row).setOutOfOrder(0).build()).toList();
  }

  /** What stands in the end; a row that was taken back stands no more. */
  private static List<String> standing(List<Delivery> rows) {
    Map<String, Delivery> latest = byWindow(rows);
    Set<String> gone = new TreeSet<>();
    latest.forEach(
        (cell, row) -> {
          if (row.getStatus() == ResultStatus.RETRACTED) {
            gone.add(cell);
          }
        });
    return CanonicalResults.latest(
        unordered(rows).stream().filter(row -> !gone.contains(Fleet.cell(row))).toList(), "source");
  }

  private static Collection<Delivery> latest(PipelineRun run) {
    return byWindow(results(run)).values().stream()
        .filter(row -> row.getStatus() != ResultStatus.RETRACTED)
        .toList();
  }

  private static Map<String, Delivery> byWindow(List<Delivery> rows) {
    Map<String, Delivery> latest = new LinkedHashMap<>();
    rows.forEach(row -> latest.put(Fleet.cell(row), row));
    return latest;
  }

  private static long sum(Collection<Delivery> rows, Function<Delivery, Long> column) {
    return rows.stream().map(column).filter(value -> value != null).mapToLong(v -> v).sum();
  }

  private static Map<String, Long> amounts(
      Collection<Delivery> rows, Function<Delivery, Long> column) {
    Map<String, Long> amounts = new TreeMap<>();
    for (Delivery row : rows) {
      Long amount = column.apply(row);
      if (amount != null && amount != 0) {
        amounts.put(Fleet.cell(row), amount);
      }
    }
    return amounts;
  }

  private static Set<String> cells(Collection<Delivery> rows, Predicate<Delivery> wanted) {
    return rows.stream()
        .filter(wanted)
        .map(Fleet::cell)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
