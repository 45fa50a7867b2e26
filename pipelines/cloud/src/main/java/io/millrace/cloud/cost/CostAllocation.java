package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.CostBearer;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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

  /** Takes burdens, one after another. */
  interface Burdens {
    void take(Bearer bearer, Burden burden) throws Exception;
  }

  /**
   * Gives away the burdens of the same bearers, in the same order; they add up to what the holdings
   * add up to. There may be so many that they would not fit on the heap beside the holdings.
   */
  void allocate(SortedMap<Bearer, Holding> holdings, Burdens burdens) throws Exception {
    Map<Pool, BigDecimal> amounts = distributed(holdings);
    Map<Pool, Iterator<BigDecimal>> parts = parts(amounts, holdings);
    for (Map.Entry<Bearer, Holding> held : holdings.entrySet()) {
      Bearer bearer = held.getKey();
      Burden burden = Burden.of(held.getValue());
      parts.forEach(
          (pool, part) -> {
            if (bearer.kind() == CostBearer.ITEM) {
              burden.distributed().put(pool, part.next());
            } else if (bearer.equals(Bearer.of(pool))) {
              burden.distributed().put(pool, amounts.get(pool).negate());
            }
          });
      burdens.take(bearer, burden);
    }
  }

  /** What is to be distributed of each pool of which something is. */
  private Map<Pool, BigDecimal> distributed(SortedMap<Bearer, Holding> holdings) {
    Map<Pool, BigDecimal> amounts = new EnumMap<>(Pool.class);
    for (Pool pool : distributed) {
      Holding source = holdings.getOrDefault(Bearer.of(pool), Holding.NONE);
      if (source.cost().stated() > 0) {
        amounts.put(pool, source.cost().sum());
      }
    }
    return amounts;
  }

  /** The part of each item, in their order, of each pool that they can bear. */
  private Map<Pool, Iterator<BigDecimal>> parts(
      Map<Pool, BigDecimal> amounts, SortedMap<Bearer, Holding> holdings) {
    Map<Pool, Iterator<BigDecimal>> parts = new EnumMap<>(Pool.class);
    if (amounts.isEmpty()) {
      return parts;
    }
    List<BigDecimal> weights = new ArrayList<>();
    holdings.forEach(
        (bearer, holding) -> {
          if (bearer.kind() == CostBearer.ITEM) {
            weights.add(weight(holding.cost()));
          }
        });
    amounts.forEach(
        (pool, amount) -> {
          List<BigDecimal> split = ProportionalAllocator.split(amount, weights, SCALE);
          if (!split.isEmpty()) {
            parts.put(pool, split.iterator());
          }
        });
    return parts;
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
