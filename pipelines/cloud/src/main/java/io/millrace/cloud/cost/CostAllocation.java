package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.CostBearer;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who bears what of the cost of one dimension. Nothing is lost, and nothing added. */
final class CostAllocation implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Decimals of money in all schemas. */
  static final int SCALE = 18;

  private final EnumSet<Pool> distributed;
  private final Weighting weighting;

  CostAllocation(Collection<Pool> distributed, Weighting weighting) {
    this.distributed = EnumSet.noneOf(Pool.class);
    this.distributed.addAll(distributed);
    this.weighting = weighting;
  }

  /** The burdens of the same bearers; they add up to what the holdings add up to. */
  SortedMap<Bearer, Burden> of(SortedMap<Bearer, Holding> holdings) {
    SortedMap<Bearer, Burden> burdens = new TreeMap<>();
    holdings.forEach((bearer, holding) -> burdens.put(bearer, Burden.of(holding)));
    List<Burden> items = new ArrayList<>();
    List<BigDecimal> weights = new ArrayList<>();
    burdens.forEach(
        (bearer, burden) -> {
          if (bearer.kind() == CostBearer.ITEM) {
            items.add(burden);
            weights.add(weight(burden.own().cost()));
          }
        });
    for (Pool pool : Pool.values()) {
      Burden source = burdens.get(Bearer.of(pool));
      if (distributed.contains(pool) && source != null && source.own().cost().stated() > 0) {
        distribute(pool, source, items, weights);
      }
    }
    return burdens;
  }

  private static void distribute(
      Pool pool, Burden source, List<Burden> items, List<BigDecimal> weights) {
    BigDecimal amount = source.own().cost().sum();
    List<BigDecimal> parts = ProportionalAllocator.split(amount, weights, SCALE);
    for (int i = 0; i < parts.size(); i++) {
      items.get(i).distributed().put(pool, parts.get(i));
    }
    if (!parts.isEmpty()) {
      source.distributed().put(pool, amount.negate());
    }
  }

  /** What all of them come to; null if no row says it. */
  static BigDecimal total(SortedMap<Bearer, Holding> holdings) {
    return holdings.values().stream().map(Holding::cost).reduce(Amount.NONE, Amount::plus).sum();
  }

  private BigDecimal weight(Amount own) {
    if (weighting == Weighting.EVEN) {
      return BigDecimal.ONE;
    }
    BigDecimal cost = own.sum() == null ? BigDecimal.ZERO : own.sum().max(BigDecimal.ZERO);
    return cost.setScale(SCALE);
  }
}
