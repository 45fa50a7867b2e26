package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Allocation;
import io.millrace.schemas.cloud.Cost;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Tally;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class CostPipelineTest {
  private static final Duration OUT_OF_ORDERNESS = Duration.ofDays(3);
  private static final Duration LATENESS = Duration.ofDays(60);
  private static final ToLongFunction<FocusCharge> TIME = row -> row.getEventTime().toEpochMilli();
  private static final CostParameters PARAMETERS =
      Bills.parameters(Map.of("periods", List.of("billing", "day")));
  private static final int COUNT = 1_000;

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // When
    PipelineGraph graph = PipelineGraph.of(new CostPipeline(), PARAMETERS, bills(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  @Test
  void orderWithinOutOfOrdernessAndPartitionsMakeNoDifferenceToFinalResults() throws Exception {
    // Given
    List<FocusCharge> rows = Bills.random(1, COUNT);
    List<FocusCharge> displaced = new Shuffler(1).displace(rows, TIME, OUT_OF_ORDERNESS);

    // When
    PipelineRun inOrder = run(rows, 1);
    PipelineRun outOfOrder = run(displaced, 2);

    // Then
    assertThat(finals(outOfOrder)).isNotEmpty().isEqualTo(finals(inOrder));
    assertThat(outOfOrder.results("cost", Cost.class))
        .allMatch(row -> row.getStatus() == ResultStatus.FINAL && row.getRevision() == 0);
  }

  @Test
  void orderWithinLatenessMakesNoDifferenceToWhatStandsInTheEnd() throws Exception {
    // Given
    List<FocusCharge> rows = Bills.random(2, COUNT);
    List<FocusCharge> displaced = new Shuffler(2).displace(rows, TIME, Duration.ofDays(40));

    // When
    PipelineRun inOrder = run(rows, 1);
    PipelineRun outOfOrder = run(displaced, 2);

    // Then
    assertThat(Standings.of(outOfOrder)).isNotEmpty().isEqualTo(Standings.of(inOrder));
    assertThat(outOfOrder.results("cost", Cost.class))
        .anyMatch(row -> row.getStatus() == ResultStatus.CORRECTED);
    assertThat(outOfOrder.results("allocation", Allocation.class))
        .anyMatch(row -> row.getStatus() == ResultStatus.CORRECTED);
    assertThat(outOfOrder.late("bills", FocusCharge.class)).isEmpty();
  }

  @Test
  void duplicatesMakeNoDifferenceAndAreCounted() throws Exception {
    // Given
    List<FocusCharge> rows = Bills.random(3, COUNT);
    Random random = new Random(3);
    List<FocusCharge> withDuplicates = new ArrayList<>();
    for (FocusCharge row : rows) {
      withDuplicates.add(row);
      if (random.nextInt(100) < 10) {
        withDuplicates.add(row);
      }
    }

    // When
    PipelineRun twice = run(withDuplicates, 1);

    // Then
    assertThat(finals(twice)).isEqualTo(finals(run(rows, 1)));
    assertThat(twice.count("bills", Tally.Kind.DUPLICATES))
        .isPositive()
        .isEqualTo(withDuplicates.size() - rows.size());
  }

  @Test
  void rowsAlikeOfSeveralExportsComeToTheSameInAnyOrderWithinLatenessAndOverPartitions()
      throws Exception {
    // Given bills that number no rows, each exported up to three times
    List<FocusCharge> rows = Bills.unnumbered(6, COUNT);
    List<FocusCharge> displaced = new Shuffler(6).displace(rows, TIME, Duration.ofDays(40));

    // When
    PipelineRun inOrder = run(rows, 1);
    PipelineRun outOfOrder = run(displaced, 2);

    // Then
    assertThat(Standings.of(outOfOrder)).isNotEmpty().isEqualTo(Standings.of(inOrder));
    assertThat(outOfOrder.count("bills", Tally.Kind.REPLACED))
        .isPositive()
        .isEqualTo(inOrder.count("bills", Tally.Kind.REPLACED));
    assertThat(outOfOrder.count("bills", Tally.Kind.DUPLICATES)).isZero();
  }

  @Test
  void everyAllocationAddsUpToTheCostOfItsPeriod() throws Exception {
    // Given
    List<FocusCharge> rows =
        new Shuffler(4).displace(Bills.random(4, COUNT), TIME, Duration.ofDays(40));

    // When
    PipelineRun run = run(rows, 2);

    // Then
    List<Allocation> standing = Standings.allocations(run);
    List<Cost> months = Standings.months(run);
    for (Instant month : List.of(Bills.JANUARY, Bills.FEBRUARY)) {
      BigDecimal cost =
          months.stream()
              .filter(row -> row.getWindowStart().equals(month))
              .map(Cost::getEffective)
              .reduce(BigDecimal::add)
              .orElseThrow();
      List<Allocation> ofMonth =
          standing.stream().filter(row -> row.getWindowStart().equals(month)).toList();
      assertThat(
              ofMonth.stream()
                  .map(Allocation::getAmount)
                  .filter(Objects::nonNull)
                  .reduce(BigDecimal::add))
          .contains(cost);
      assertThat(ofMonth).allMatch(row -> row.getTotal().equals(cost));
    }
  }

  @Test
  void aBillWithoutABillingPeriodIsFiltered() throws Exception {
    // Given
    FocusCharge backwards =
        Bills.row("1", Duration.ZERO).setBillingPeriodEnd(Bills.JANUARY).build();

    // When
    PipelineRun run = run(List.of(backwards), 1);

    // Then
    assertThat(run.count("bills", Tally.Kind.FILTERED)).isEqualTo(1);
    assertThat(run.results("cost", Cost.class)).isEmpty();
  }

  @Test
  void aRowOfAPeriodThatCanNotBeCorrectedAnyMoreIsCountedAndKept() throws Exception {
    // Given
    FocusCharge tooLate = Bills.row("1", Duration.ZERO).build();
    Duration passed = Duration.ofDays(31).plus(LATENESS).plus(OUT_OF_ORDERNESS).plusSeconds(1);
    FocusCharge later =
        Bills.row("2", passed)
            .setBillingPeriodStart(Bills.MARCH)
            .setBillingPeriodEnd(Bills.MARCH.plus(Duration.ofDays(61)))
            .setBilledCost(Bills.money("1"))
            .build();

    // When
    PipelineRun run = run(List.of(later, tooLate), 1);

    // Then
    assertThat(run.late("bills", FocusCharge.class)).containsExactly(tooLate);
    assertThat(run.count("bills", Tally.Kind.LATE)).isEqualTo(1);
    assertThat(Standings.months(run))
        .extracting(Cost::getWindowStart, Cost::getRows)
        .containsExactly(tuple(Bills.MARCH, 1L));
  }

  private static List<String> finals(PipelineRun run) {
    List<String> all = new ArrayList<>();
    all.addAll(CanonicalResults.finals(run.results("cost", Cost.class), "period", "series"));
    all.addAll(
        CanonicalResults.finals(run.results("allocation", Allocation.class), "kind", "item"));
    return all;
  }

  private static PipelineRun run(List<FocusCharge> rows, int parallelism) throws Exception {
    return PipelineRun.of(new CostPipeline(), PARAMETERS, parallelism, bills(rows));
  }

  private static MemoryInput<FocusCharge> bills(List<FocusCharge> rows) {
    return MemoryInput.of("bills", FocusCharge.class, rows, OUT_OF_ORDERNESS, LATENESS);
  }
}
