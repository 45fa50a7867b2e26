package io.millrace.simulators.bills;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;

/**
 * What a row of a bill says it costs, in its currency.
 *
 * @param contracted null where the provider does not say it
 */
record Costs(BigDecimal billed, BigDecimal effective, BigDecimal list, BigDecimal contracted) {
  /** Fewer than bills may have, so that another factor finds room. */
  private static final int DECIMALS = 15;

  /** Of something that every view prices the same. */
  static Costs same(BigDecimal amount) {
    return new Costs(amount, amount, amount, amount);
  }

  Costs times(BigDecimal factor) {
    return each(cost -> cost.multiply(factor).setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }

  Costs withoutContracted() {
    return new Costs(billed, effective, list, null);
  }

  Costs each(UnaryOperator<BigDecimal> change) {
    return new Costs(
        change.apply(billed),
        change.apply(effective),
        change.apply(list),
        contracted == null ? null : change.apply(contracted));
  }
}
