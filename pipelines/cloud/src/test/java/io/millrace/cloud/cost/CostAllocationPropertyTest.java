package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.cloud.CostBearer;
import io.millrace.schemas.cloud.FocusCharge;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of the allocation of any bill. */
class CostAllocationPropertyTest {

  @Property
  void nothingIsLostAndNothingAdded(
      @ForAll @LongRange(max = 1L << 40) long seed,
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll Set<Pool> distributed,
      @ForAll Weighting weighting,
      @ForAll Measure measure)
      throws Exception {
    // Given
    List<FocusCharge> rows = Bills.random(seed, count);
    BigDecimal billed =
        rows.stream()
            .map(measure::of)
            .filter(Objects::nonNull)
            .reduce(BigDecimal::add)
            .orElse(null);
    SortedMap<Bearer, Holding> holdings = holdings(rows, measure);

    // When
    SortedMap<Bearer, Burden> burdens = new TreeMap<>();
    new CostAllocation(distributed, weighting).allocate(holdings, burdens::put);

    // Then
    assertThat(burdens.keySet()).isEqualTo(holdings.keySet());
    assertThat(CostAllocation.total(holdings)).isEqualTo(billed);
    assertThat(
            burdens.values().stream()
                .map(Burden::amount)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null))
        .isEqualTo(billed);
    boolean bearable =
        burdens.entrySet().stream()
            .anyMatch(
                one ->
                    one.getKey().kind() == CostBearer.ITEM
                        && (weighting == Weighting.EVEN
                            || (one.getValue().own().cost().stated() > 0
                                && one.getValue().own().cost().sum().signum() > 0)));
    for (Pool pool : distributed) {
      Burden burden = burdens.get(Bearer.of(pool));
      if (bearable && burden != null && burden.own().cost().stated() > 0) {
        assertThat(burden.amount()).as("left in " + pool).isEqualByComparingTo("0");
      }
    }
  }

  @Property
  void takingRowsOutLeavesWhatWasThereBefore(@ForAll @LongRange(max = 1L << 40) long seed) {
    // Given
    List<FocusCharge> rows = Bills.random(seed, 20);
    Totals before = Totals.NONE;
    for (FocusCharge row : rows.subList(0, 10)) {
      before = before.plus(totals(true, row));
    }

    // When
    Totals after = before;
    for (FocusCharge row : rows.subList(10, rows.size())) {
      after = after.plus(totals(true, row));
    }
    for (FocusCharge row : rows.subList(10, rows.size())) {
      after = after.plus(totals(false, row));
    }

    // Then
    assertThat(after).isEqualTo(before);
  }

  private static Totals totals(boolean added, FocusCharge row) {
    return Totals.of(added, new ChargeReader(Bills.defaults()).read(row).costs());
  }

  private static SortedMap<Bearer, Holding> holdings(List<FocusCharge> rows, Measure measure) {
    ChargeReader reader = new ChargeReader(Bills.defaults());
    SortedMap<Bearer, Holding> holdings = new TreeMap<>();
    for (FocusCharge row : rows) {
      Holding holding = new Holding(1, Amount.of(measure.of(row)));
      holdings.merge(reader.read(row).claims().get(0).bearer(), holding, Holding::plus);
    }
    return holdings;
  }
}
