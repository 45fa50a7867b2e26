package io.millrace.simulators.bills;

import io.millrace.simulators.Delivery;
import io.millrace.simulators.Differences;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Revisions;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.bills.BillRow.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what output allocation of cloud/cost made of simulated bills: the effective cost, to
 * sub-accounts and to tag team, where support is shared, and shared and idle cost is distributed in
 * proportion. All amounts to the last decimal.
 */
public final class AllocationOracle {
  private static final Map<String, Function<BillRow, String>> DIMENSIONS =
      Map.of("sub-account", BillRow::subAccount, "tag:team", BillRow::team);

  private AllocationOracle() {}

  /** What is allocated together; times in us since 1970-01-01T00:00:00Z. */
  private record Whole(String dimension, String currency, long start, long end)
      implements Comparable<Whole> {
    private static final Comparator<Whole> ORDER =
        Comparator.comparing(Whole::dimension)
            .thenComparing(Whole::currency)
            .thenComparing(Whole::start)
            .thenComparing(Whole::end);

    @Override
    public int compareTo(Whole other) {
      return ORDER.compare(this, other);
    }
  }

  /** Who bears a part of it. */
  private record Key(Whole whole, String kind, String item) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::whole).thenComparing(Key::kind).thenComparing(Key::item);

    static Key of(GenericRecord result) {
      Whole whole =
          new Whole(
              ResultRecords.text(result, "dimension"),
              ResultRecords.text(result, "currency"),
              (Long) result.get("window_start"),
              (Long) result.get("window_end"));
      return new Key(whole, ResultRecords.text(result, "kind"), ResultRecords.text(result, "item"));
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return "%s %s of %s in %s from %s"
          .formatted(
              kind, item, whole.dimension(), whole.currency(), Delivery.instant(whole.start()));
    }
  }

  /**
   * What one bears; null is nothing said.
   *
   * @param shared its part of the shared cost, or what was handed on; likewise {@code idle}
   */
  private record Part(
      List<BillRow> rows, BigDecimal own, BigDecimal shared, BigDecimal idle, BigDecimal total) {

    BigDecimal amount() {
      return List.of(zero(own), zero(shared), zero(idle)).stream()
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal zero(BigDecimal amount) {
      return amount == null ? BigDecimal.ZERO : amount;
    }
  }

  /**
   * Judges a topic of results.
   *
   * @param rows all that stand
   */
  public static Verdict judge(Collection<BillRow> rows, Collection<GenericRecord> results) {
    return Revisions.of(results, Key::of)
        .judge(expected(rows), AllocationOracle::difference, ResultRecords::isRetracted);
  }

  private static Map<Key, Part> expected(Collection<BillRow> rows) {
    Map<Whole, Map<Key, List<BillRow>>> wholes = new TreeMap<>();
    for (BillRow row : rows) {
      DIMENSIONS.forEach(
          (dimension, item) -> {
            Whole whole =
                new Whole(
                    dimension, row.provider().currency(), row.billing().from(), row.billing().to());
            wholes
                .computeIfAbsent(whole, absent -> new TreeMap<>())
                .computeIfAbsent(key(whole, row, item.apply(row)), absent -> new ArrayList<>())
                .add(row);
          });
    }
    Map<Key, Part> parts = new TreeMap<>();
    wholes.forEach((whole, bearers) -> parts.putAll(allocate(whole, bearers)));
    return parts;
  }

  private static Key key(Whole whole, BillRow row, String item) {
    if (row.kind() == Kind.SUPPORT) {
      return new Key(whole, "SHARED", "shared");
    } else if (row.kind() == Kind.UNUSED) {
      return new Key(whole, "IDLE", "idle");
    }
    return item == null
        ? new Key(whole, "UNALLOCATED", "unallocated")
        : new Key(whole, "ITEM", item);
  }

  private static Map<Key, Part> allocate(Whole whole, Map<Key, List<BillRow>> bearers) {
    Map<Key, BigDecimal> own = new TreeMap<>();
    bearers.forEach((key, rows) -> own.put(key, CostSums.sum(rows, Costs::effective)));
    BigDecimal total = own.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Key sharedPool = new Key(whole, "SHARED", "shared");
    Key idlePool = new Key(whole, "IDLE", "idle");
    Map<Key, BigDecimal> shared = Shares.of(own.get(sharedPool), weights(own));
    Map<Key, BigDecimal> idle = Shares.of(own.get(idlePool), weights(own));
    if (!shared.isEmpty()) {
      shared.put(sharedPool, own.get(sharedPool).negate());
    }
    if (!idle.isEmpty()) {
      idle.put(idlePool, own.get(idlePool).negate());
    }
    Map<Key, Part> parts = new TreeMap<>();
    bearers.forEach(
        (key, rows) ->
            parts.put(key, new Part(rows, own.get(key), shared.get(key), idle.get(key), total)));
    return parts;
  }

  /** Of the items, in their order. */
  private static Map<Key, BigDecimal> weights(Map<Key, BigDecimal> own) {
    Map<Key, BigDecimal> weights = new TreeMap<>();
    own.forEach(
        (key, cost) -> {
          if (key.kind().equals("ITEM")) {
            weights.put(key, cost.max(BigDecimal.ZERO));
          }
        });
    return weights;
  }

  private static String difference(Part part, GenericRecord result) {
    Differences differences = new Differences(result);
    differences.exact("cost", "effective");
    CostSums.compare(differences, "direct", part.own());
    CostSums.compare(differences, "shared", part.shared());
    CostSums.compare(differences, "idle", part.idle());
    CostSums.compare(differences, "unallocated", null);
    CostSums.compare(differences, "amount", part.amount());
    CostSums.compare(differences, "total", part.total());
    boolean nothing = part.total().signum() == 0;
    differences.close(
        "share",
        nothing
            ? null
            : (Double) part.amount().divide(part.total(), MathContext.DECIMAL128).doubleValue());
    differences.exact("rows", (long) part.rows().size());
    differences.exact("stated_rows", (long) part.rows().size());
    return differences.toString();
  }
}
