package io.millrace.cloud.cost;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Allocation;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;

/** From burdens to rows of the output. */
final class AllocationResults implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Measure measure;

  AllocationResults(Measure measure) {
    this.measure = measure;
  }

  Allocation row(
      AllocationKey key,
      Bearer bearer,
      Burden burden,
      BigDecimal total,
      int revision,
      ResultStatus status) {
    BigDecimal amount = burden.amount();
    return new Allocation(
        key.dimension(),
        bearer.kind(),
        bearer.item(),
        CostResults.instant(key.billingStart()),
        CostResults.instant(key.billingEnd()),
        key.currency(),
        measure.label(),
        burden.own().cost().sum(),
        burden.distributed().get(Pool.SHARED),
        burden.distributed().get(Pool.IDLE),
        burden.distributed().get(Pool.UNALLOCATED),
        amount,
        total,
        share(amount, total),
        burden.own().rows(),
        burden.own().cost().stated(),
        revision,
        status);
  }

  private static Double share(BigDecimal amount, BigDecimal total) {
    if (amount == null || total == null || total.signum() == 0) {
      return null;
    }
    return amount.divide(total, MathContext.DECIMAL128).doubleValue();
  }
}
