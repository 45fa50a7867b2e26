package io.millrace.cloud.cost;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Cost;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** From sums to rows of the output. */
final class CostResults {
  private CostResults() {}

  static Cost cost(CostKey key, Totals totals, int revision, ResultStatus status) {
    Map<CostGroup, String> group = Series.values(key.series());
    return new Cost(
        key.series(),
        Period.values()[key.period()].column(),
        instant(key.windowStart()),
        instant(key.windowEnd()),
        instant(key.billingStart()),
        instant(key.billingEnd()),
        key.currency(),
        group.get(CostGroup.PROVIDER),
        group.get(CostGroup.SERVICE),
        group.get(CostGroup.SERVICE_CATEGORY),
        group.get(CostGroup.REGION),
        group.get(CostGroup.SUB_ACCOUNT),
        group.get(CostGroup.CHARGE_CATEGORY),
        group.get(CostGroup.CHARGE_FREQUENCY),
        group.get(CostGroup.PRICING_CATEGORY),
        sum(totals, Measure.BILLED),
        sum(totals, Measure.EFFECTIVE),
        sum(totals, Measure.LIST),
        sum(totals, Measure.CONTRACTED),
        totals.rows(),
        totals.amount(Measure.BILLED).stated(),
        totals.amount(Measure.EFFECTIVE).stated(),
        totals.amount(Measure.LIST).stated(),
        totals.amount(Measure.CONTRACTED).stated(),
        revision,
        status);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static BigDecimal sum(Totals totals, Measure measure) {
    return totals.amount(measure).sum();
  }
}
