package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.CostPeriod;
import java.time.Duration;

/** Windows that costs are summed in, each within one billing period. */
public enum Period {
  /** The billing period itself. */
  BILLING(CostPeriod.BILLING, null),
  /** The day in UTC in which the charge period begins. */
  DAY(CostPeriod.DAY, Duration.ofDays(1)),
  /** The hour in UTC in which the charge period begins. */
  HOUR(CostPeriod.HOUR, Duration.ofHours(1));

  private final CostPeriod column;
  private final Duration size;

  Period(CostPeriod column, Duration size) {
    this.column = column;
    this.size = size;
  }

  CostPeriod column() {
    return column;
  }

  /** Where a charge counts. */
  CostKey keyOf(Charge charge) {
    long start = charge.billingStart();
    long end = charge.billingEnd();
    if (size != null) {
      long micros = size.toMillis() * 1_000;
      start = charge.start() - Math.floorMod(charge.start(), micros);
      end = start + micros;
    }
    return new CostKey(
        ordinal(),
        start,
        end,
        charge.billingStart(),
        charge.billingEnd(),
        charge.currency(),
        charge.series());
  }
}
