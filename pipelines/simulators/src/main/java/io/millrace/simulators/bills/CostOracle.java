package io.millrace.simulators.bills;

import io.millrace.simulators.Delivery;
import io.millrace.simulators.Differences;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Revisions;
import io.millrace.simulators.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what output cost of cloud/cost, by provider and service, in billing periods and days, made
 * of simulated bills: all sums to the last decimal.
 */
public final class CostOracle {
  private CostOracle() {}

  /** What is summed together; times in us since 1970-01-01T00:00:00Z. */
  private record Key(
      String period, String series, String currency, long billing, long start, long end)
      implements Comparable<Key> {
    static Key of(GenericRecord result) {
      return new Key(
          ResultRecords.text(result, "period"),
          ResultRecords.text(result, "series"),
          ResultRecords.text(result, "currency"),
          (Long) result.get("billing_period_start"),
          (Long) result.get("window_start"),
          (Long) result.get("window_end"));
    }

    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return "%s %s in %s [%s, %s), billed from %s"
          .formatted(
              period,
              series,
              currency,
              Delivery.instant(start),
              Delivery.instant(end),
              Delivery.instant(billing));
    }
  }

  /**
   * Judges a topic of results.
   *
   * @param rows all that stand
   */
  public static Verdict judge(Collection<BillRow> rows, Collection<GenericRecord> results) {
    Map<Key, List<BillRow>> expected = new TreeMap<>();
    for (BillRow row : rows) {
      add(expected, "BILLING", row, row.billing());
      add(expected, "DAY", row, row.charge().firstDay());
    }
    return Revisions.of(results, Key::of)
        .judge(expected, CostOracle::difference, ResultRecords::isRetracted);
  }

  private static void add(
      Map<Key, List<BillRow>> expected, String period, BillRow row, Interval window) {
    String series = "provider=" + row.provider().name() + ",service=" + row.service();
    Key key =
        new Key(
            period,
            series,
            row.provider().currency(),
            row.billing().from(),
            window.from(),
            window.to());
    expected.computeIfAbsent(key, absent -> new ArrayList<>()).add(row);
  }

  private static String difference(List<BillRow> rows, GenericRecord result) {
    BillRow any = rows.get(0);
    Differences differences = new Differences(result);
    differences.exact("provider", any.provider().name());
    differences.exact("service", any.service());
    differences.exact("region", null);
    differences.exact("billing_period_end", any.billing().to());
    differences.exact("rows", (long) rows.size());
    CostSums.compare(differences, "billed", rows, Costs::billed);
    CostSums.compare(differences, "effective", rows, Costs::effective);
    CostSums.compare(differences, "list", rows, Costs::list);
    CostSums.compare(differences, "contracted", rows, Costs::contracted);
    return differences.toString();
  }
}
