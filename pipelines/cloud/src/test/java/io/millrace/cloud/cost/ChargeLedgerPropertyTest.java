package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.cloud.FocusCharge;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of any exports of any bill. */
class ChargeLedgerPropertyTest {

  @Property(tries = 200)
  void whatIsPaidAndReplacedDependsNeitherOnOrderNorOnRestores(
      @ForAll @LongRange(max = 1L << 40) long seed, @ForAll @IntRange(min = 1, max = 40) int count)
      throws Exception {
    // Given rows of few identities, in exports of few numbers
    Random random = new Random(seed);
    List<FocusCharge> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FocusCharge row =
          ChargeLedgerTest.alike(
              Integer.toString(random.nextInt(5)), random.nextInt(2), random.nextInt(3));
      rows.add(
          FocusCharge.newBuilder(row)
              .setService("s" + random.nextInt(3))
              .setWithdrawn(random.nextInt(8) == 0)
              .build());
    }

    // When
    Collections.shuffle(rows, random);

    // Then
    assertThat(ChargeLedgerTest.paid(Identity.ROWS, rows, random)).isEqualTo(recomputed(rows));
  }

  /** What the newest export of each service says, by means of nothing of ours. */
  private static String recomputed(List<FocusCharge> rows) {
    Map<String, Long> newest = new HashMap<>();
    rows.forEach(row -> newest.merge(row.getService(), version(row), Math::max));
    List<FocusCharge> standing =
        rows.stream().filter(row -> version(row) == newest.get(row.getService())).toList();
    List<FocusCharge> counting = standing.stream().filter(row -> !row.getWithdrawn()).toList();
    BigDecimal sum =
        counting.stream().map(FocusCharge::getBilledCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    return ChargeLedgerTest.text(sum, counting.size(), rows.size() - standing.size(), 0);
  }

  private static long version(FocusCharge row) {
    return 10 * row.getSequence() + row.getExport();
  }
}
