package io.millrace.simulators.bills;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hamilton's method of largest remainders, in units of 10^-18. */
final class Shares {
  private static final int DECIMALS = 18;
  private static final BigDecimal UNIT = BigDecimal.ONE.movePointLeft(DECIMALS);

  private Shares() {}

  /** A part, rounded towards nothing, and its rest times the sum of all weights. */
  private record Rest<K>(K key, BigDecimal left) {}

  /**
   * Everyone's part of an amount; the earlier one wins where rests are equal.
   *
   * @param amount null for nothing
   * @param weights not below 0
   */
  static <K> Map<K, BigDecimal> of(BigDecimal amount, Map<K, BigDecimal> weights) {
    Map<K, BigDecimal> parts = new TreeMap<>();
    BigDecimal whole = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (amount == null || whole.signum() == 0) {
      return parts;
    }
    BigDecimal step = amount.signum() < 0 ? UNIT.negate() : UNIT;
    BigDecimal left = amount;
    List<Rest<K>> rests = new ArrayList<>();
    for (Map.Entry<K, BigDecimal> one : weights.entrySet()) {
      BigDecimal product = amount.multiply(one.getValue());
      BigDecimal part = product.divide(whole, DECIMALS, RoundingMode.DOWN);
      parts.put(one.getKey(), part);
      rests.add(new Rest<>(one.getKey(), product.subtract(part.multiply(whole)).abs()));
      left = left.subtract(part);
    }
    rests.sort(Comparator.<Rest<K>, BigDecimal>comparing(Rest::left).reversed());
    for (int i = 0; left.signum() != 0; i++) {
      parts.merge(rests.get(i).key(), step, BigDecimal::add);
      left = left.subtract(step);
    }
    return parts;
  }
}
