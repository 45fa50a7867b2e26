package io.millrace.simulators.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cloud.cost.CostParameters;
import io.millrace.cloud.cost.CostPipeline;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Allocation;
import io.millrace.schemas.cloud.Cost;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Parameters;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.DeliveryFaults;
import io.millrace.simulators.PlayedRecords;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineRun;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracles, and the pipeline that they are there to judge. */
class BillOraclesTest {
  private static final BillSettings QUARTER =
      BillSettings.quarter(YearMonth.of(2026, 1))
          .withFaults(new DeliveryFaults(0.02, 0.02, 0.02, 0.02), true);
  private static final Set<Truth> SENT =
      EnumSet.of(Truth.GOOD, Truth.CORRECTING, Truth.LATE, Truth.DUPLICATE);
  private static final CostParameters PARAMETERS =
      Parameters.bind(
              CostParameters.class,
              Map.of(
                  "periods", List.of("billing", "day"),
                  "dimensions", List.of("sub-account", "tag:team"),
                  "shared", List.of("service=AWS Support"),
                  // Copies are sent, which are to be told from further rows.
                  "identity", List.of("columns")),
              new ArrayList<>())
          .orElseThrow();

  static {
    AvroTrust.establish();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void costsAndAllocationsAreWhatTheBillsSayInTheEnd(long seed) throws Exception {
    // Given
    BillSimulator clouds = new BillSimulator(seed, QUARTER);
    List<FocusCharge> rows = sent(clouds);

    // When
    PipelineRun run = run(rows);

    // Then
    Verdict cost = judgeCost(clouds, run);
    Verdict allocation = judgeAllocation(clouds, run);
    assertThat(cost.problems()).isEmpty();
    assertThat(cost.isGood()).isTrue();
    assertThat(allocation.problems()).isEmpty();
    assertThat(allocation.isGood()).isTrue();
    assertThat(run.late("bills", FocusCharge.class))
        .hasSameSizeAs(clouds.truth().late())
        .isNotEmpty();
    assertThat(run.results("cost", Cost.class))
        .anyMatch(row -> row.getStatus() == ResultStatus.CORRECTED);
    assertThat(run.results("allocation", Allocation.class))
        .extracting(row -> row.getKind().name())
        .contains("ITEM", "SHARED", "IDLE", "UNALLOCATED");
  }

  @Test
  void aRowThatIsLostIsFound() throws Exception {
    // Given
    BillSimulator clouds = new BillSimulator(3, QUARTER.withFaults(DeliveryFaults.NONE, true));
    List<FocusCharge> rows = sent(clouds);
    BillRow restated =
        clouds.truth().rows().stream()
            .filter(row -> row.sequence() > 0 && row.costs().effective().signum() > 0)
            .filter(row -> row.subAccount() != null)
            .findFirst()
            .orElseThrow();
    List<FocusCharge> without =
        rows.stream()
            .filter(row -> !row.getChargeDescription().equals(restated.description()))
            .toList();

    // When
    PipelineRun run = run(without);

    // Then
    assertThat(judgeCost(clouds, run).problems()).hasSize(2);
    assertThat(judgeAllocation(clouds, run).problems()).isNotEmpty();
  }

  private static List<FocusCharge> sent(BillSimulator clouds) {
    return PlayedRecords.decode(PlayedRecords.all(clouds), SENT, FocusCharge.getDecoder());
  }

  private static PipelineRun run(List<FocusCharge> rows) throws Exception {
    return PipelineRun.of(
        new CostPipeline(),
        PARAMETERS,
        1,
        MemoryInput.of(
            "bills",
            FocusCharge.class,
            rows,
            QUARTER.limits().outOfOrderness(),
            QUARTER.limits().lateness()));
  }

  private static Verdict judgeCost(BillSimulator clouds, PipelineRun run) {
    return CostOracle.judge(
        clouds.truth().rows(),
        PlayedRecords.asRead(run.results("cost", Cost.class), Cost.getEncoder()));
  }

  private static Verdict judgeAllocation(BillSimulator clouds, PipelineRun run) {
    return AllocationOracle.judge(
        clouds.truth().rows(),
        PlayedRecords.asRead(run.results("allocation", Allocation.class), Allocation.getEncoder()));
  }
}
