package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Allocation;
import io.millrace.schemas.cloud.Cost;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import io.millrace.testkit.OperatorHarness;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** State outlives a restore, and nothing outlives its billing period and the lateness. */
class CostStateTest {
  private static final Duration LATENESS = Duration.ofDays(60);
  private static final CostParameters PARAMETERS =
      Bills.parameters(Map.of("periods", List.of("billing", "day"), "early", List.of("7d")));
  private static final Schedule SCHEDULE = new Schedule(PARAMETERS.early(), LATENESS);

  @Test
  void aRestoreInTheMiddleMakesNoDifference() throws Exception {
    // Given rows of which many come late enough to correct results
    List<FocusCharge> rows =
        new Shuffler(9)
            .displace(
                Bills.random(9, 400),
                row -> row.getEventTime().toEpochMilli(),
                Duration.ofDays(40));

    // When
    Driven whole = drive(rows, Set.of());
    Driven restored = drive(rows, Set.of(100, 201, 333));

    // Then
    assertThat(whole.costs())
        .anyMatch(row -> row.getStatus() == ResultStatus.PROVISIONAL)
        .anyMatch(row -> row.getStatus() == ResultStatus.CORRECTED)
        .anyMatch(row -> row.getStatus() == ResultStatus.RETRACTED);
    assertThat(Standings.of(restored.costs(), restored.allocations()))
        .isEqualTo(Standings.of(whole.costs(), whole.allocations()));
  }

  @Test
  void nothingIsLeftWhenTheLastBillingPeriodIsForgotten() throws Exception {
    // Given
    try (Chain chain = new Chain()) {
      for (FocusCharge row : Bills.random(5, 200)) {
        chain.element(row);
      }

      // When
      chain.watermark(Bills.MARCH.plus(LATENESS).toEpochMilli());

      // Then
      chain.ledger.assertNothingLeft();
      chain.costs.assertNothingLeft();
      chain.allocations.assertNothingLeft();
    }
  }

  @Test
  void whatWasForgottenBeforeARestoreStaysForgotten() throws Exception {
    // Given
    List<OperatorSubtaskState> snapshot;
    try (OperatorHarness<FocusCharge, Movement> before = ledger().open()) {
      before.element(Bills.row("1", Duration.ZERO).build(), 0);
      before.watermark(Bills.FEBRUARY.plus(LATENESS).toEpochMilli());
      snapshot = List.of(before.snapshot());
    }

    // When
    try (OperatorHarness<FocusCharge, Movement> after = ledger().restore(snapshot)) {
      after.element(Bills.row("1", Duration.ZERO).build(), 0);

      // Then
      assertThat(after.take()).isEmpty();
      assertThat(after.takeSide(ChargeLedgerFunction.LATE)).hasSize(1);
      after.assertNothingLeft();
    }
  }

  @Test
  void whatWasShownEarlyIsFinalWhenItsWindowEndsAlsoIfNothingCameSince() throws Exception {
    // Given
    try (Chain chain = new Chain()) {
      chain.element(charge("1", "account-a", 0));
      chain.watermark(Bills.JANUARY.plus(Duration.ofDays(8)).toEpochMilli());
      assertThat(chain.costs.take())
          .extracting(Cost::getStatus)
          .containsOnlyOnce(ResultStatus.PROVISIONAL);
      assertThat(chain.allocations.take())
          .extracting(Allocation::getStatus)
          .containsExactly(ResultStatus.PROVISIONAL);

      // When
      chain.watermark(Bills.FEBRUARY.toEpochMilli());

      // Then
      assertThat(chain.costs.take())
          .extracting(Cost::getStatus, Cost::getRevision)
          .containsExactly(tuple(ResultStatus.FINAL, 1));
      assertThat(chain.allocations.take())
          .extracting(Allocation::getStatus, Allocation::getRevision)
          .containsExactly(tuple(ResultStatus.FINAL, 1));
    }
  }

  @Test
  void whatIsAddedAndWithdrawnAgainBetweenTwoWatermarksIsNoNewResult() throws Exception {
    // Given
    try (Chain chain = closedJanuary()) {

      // When
      chain.element(charge("3", "account-c", 0));
      chain.element(FocusCharge.newBuilder(charge("3", "account-c", 1)).setWithdrawn(true).build());
      chain.watermark(Bills.FEBRUARY.plusSeconds(60).toEpochMilli());

      // Then
      assertThat(chain.allocations.take()).isEmpty();
    }
  }

  @Test
  void whoHasNoRowsLeftIsRetractedBehindTheOthers() throws Exception {
    // Given
    try (Chain chain = closedJanuary()) {

      // When
      chain.element(charge("2", "account-a", 1));
      chain.watermark(Bills.FEBRUARY.plusSeconds(60).toEpochMilli());

      // Then
      assertThat(chain.allocations.take())
          .extracting(Allocation::getItem, Allocation::getStatus, Allocation::getRevision)
          .containsExactly(
              tuple("account-a", ResultStatus.CORRECTED, 2),
              tuple("account-b", ResultStatus.RETRACTED, 2));
    }
  }

  /** Two rows of two accounts, whose final allocation was given. */
  private static Chain closedJanuary() throws Exception {
    Chain chain = new Chain();
    chain.element(charge("1", "account-a", 0));
    chain.element(charge("2", "account-b", 0));
    chain.watermark(Bills.FEBRUARY.toEpochMilli());
    assertThat(chain.allocations.take())
        .extracting(Allocation::getStatus)
        .endsWith(ResultStatus.FINAL, ResultStatus.FINAL);
    return chain;
  }

  private static FocusCharge charge(String id, String account, long sequence) {
    return Bills.row(id, Duration.ofDays(3))
        .setProvider("aws")
        .setSubAccountId(account)
        .setEffectiveCost(Bills.money("7"))
        .setSequence(sequence)
        .build();
  }

  private record Driven(List<Cost> costs, List<Allocation> allocations) {}

  private static Driven drive(List<FocusCharge> rows, Set<Integer> restores) throws Exception {
    List<Cost> costs = new ArrayList<>();
    List<Allocation> allocations = new ArrayList<>();
    Chain chain = new Chain();
    Instant greatest = Instant.MIN;
    for (int i = 0; i < rows.size(); i++) {
      if (restores.contains(i)) {
        Chain before = chain;
        chain = before.restored();
        costs.addAll(before.costs.take());
        allocations.addAll(before.allocations.take());
        before.close();
      }
      FocusCharge row = rows.get(i);
      chain.element(row);
      greatest = row.getEventTime().isAfter(greatest) ? row.getEventTime() : greatest;
      chain.watermark(greatest.minus(Duration.ofDays(3)).toEpochMilli() - 1);
    }
    chain.watermark(Bills.MARCH.plus(LATENESS).toEpochMilli());
    costs.addAll(chain.costs.take());
    allocations.addAll(chain.allocations.take());
    chain.close();
    return new Driven(costs, allocations);
  }

  private static OperatorHarness<FocusCharge, Movement> ledger() throws Exception {
    return OperatorHarness.of(
        new ChargeLedgerFunction(
            "bills", new ChargeReader(PARAMETERS), PARAMETERS.identity(), SCHEDULE),
        ChargeIdentity::of,
        Types.STRING,
        new CodecTypeInfo<>(Movement.CODEC),
        1,
        0);
  }

  /** The operators of the pipeline, each handing on to the next. */
  private static final class Chain implements AutoCloseable {
    private final OperatorHarness<FocusCharge, Movement> ledger;
    private final OperatorHarness<Tuple2<CostKey, Totals>, Cost> costs;
    private final OperatorHarness<Tuple3<AllocationKey, String, Holding>, Allocation> allocations;

    Chain() throws Exception {
      this(null, null, null);
    }

    private Chain(
        OperatorSubtaskState ledgerState,
        OperatorSubtaskState costState,
        OperatorSubtaskState allocationState)
        throws Exception {
      ledger = started(ledger(), ledgerState);
      KeySelector<Tuple2<CostKey, Totals>, CostKey> costKey = change -> change.f0;
      costs =
          started(
              OperatorHarness.of(
                  new CostFunction(SCHEDULE),
                  costKey,
                  CostFunction.KEYS,
                  new AvroRecordTypeInfo<>(Cost.class),
                  1,
                  0),
              costState);
      KeySelector<Tuple3<AllocationKey, String, Holding>, AllocationKey> allocationKey =
          change -> change.f0;
      allocations =
          started(
              OperatorHarness.of(
                  new AllocationFunction(PARAMETERS, SCHEDULE),
                  allocationKey,
                  AllocationFunction.KEYS,
                  new AvroRecordTypeInfo<>(Allocation.class),
                  1,
                  0),
              allocationState);
    }

    private static <I, O> OperatorHarness<I, O> started(
        OperatorHarness<I, O> harness, OperatorSubtaskState state) throws Exception {
      return state == null ? harness.open() : harness.restore(List.of(state));
    }

    void element(FocusCharge row) throws Exception {
      long time = row.getEventTime().toEpochMilli();
      ledger.element(row, time);
      for (Movement movement : ledger.take()) {
        List<Tuple2<CostKey, Totals>> changes = new ArrayList<>();
        CostFunction.changes(movement, PARAMETERS.periods(), into(changes));
        for (Tuple2<CostKey, Totals> change : changes) {
          costs.element(change, time);
        }
        List<Tuple3<AllocationKey, String, Holding>> claims = new ArrayList<>();
        AllocationFunction.changes(movement, PARAMETERS.allocate(), into(claims));
        for (Tuple3<AllocationKey, String, Holding> claim : claims) {
          allocations.element(claim, time);
        }
      }
    }

    void watermark(long time) throws Exception {
      ledger.watermark(time);
      costs.watermark(time);
      allocations.watermark(time);
    }

    Chain restored() throws Exception {
      return new Chain(ledger.snapshot(), costs.snapshot(), allocations.snapshot());
    }

    @Override
    public void close() {
      ledger.close();
      costs.close();
      allocations.close();
    }

    private static <T> Collector<T> into(List<T> target) {
      return new Collector<>() {
        @Override
        public void collect(T record) {
          target.add(record);
        }

        @Override
        public void close() {
          // Holds nothing open.
        }
      };
    }
  }
}
