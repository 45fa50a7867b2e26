package io.millrace.simulators.bills;

import io.millrace.simulators.Differences;
import io.millrace.simulators.ResultRecords;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Exact sums of what rows cost. */
final class CostSums {
  private CostSums() {}

  /** The sum of one cost; null if no row says it. */
  static BigDecimal sum(Collection<BillRow> rows, Function<Costs, BigDecimal> cost) {
    return said(rows, cost).stream().reduce(BigDecimal::add).orElse(null);
  }

  private static List<BigDecimal> said(Collection<BillRow> rows, Function<Costs, BigDecimal> cost) {
    return rows.stream().map(row -> cost.apply(row.costs())).filter(Objects::nonNull).toList();
  }

  /** Compares a column, and the number of rows that say it, with what rows say. */
  static void compare(
      Differences differences,
      String column,
      Collection<BillRow> rows,
      Function<Costs, BigDecimal> cost) {
    compare(differences, column, sum(rows, cost));
    differences.exact(column + "_rows", (long) said(rows, cost).size());
  }

  /** Compares a column with an amount, which is the same whatever its number of decimals. */
  static void compare(Differences differences, String column, BigDecimal expected) {
    BigDecimal found = ResultRecords.decimal(differences.result(), column);
    boolean same =
        found == null || expected == null ? found == expected : found.compareTo(expected) == 0;
    if (!same) {
      differences.add(column, found, expected);
    }
  }
}
