package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** From a row of a bill to what counts of it. */
final class ChargeReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Beyond this a billing period, or a charge outside of its own, is a slip that would be kept. */
  private static final Duration LONGEST = Duration.ofDays(400);

  private final boolean byFiles;
  private final List<CostGroup> groups;
  private final List<Dimension> dimensions;
  private final List<Condition> shared;

  ChargeReader(CostParameters parameters) {
    this.byFiles = parameters.exports() == Exports.FILES;
    this.groups = List.copyOf(parameters.groupBy());
    this.dimensions = parameters.dimensions().stream().map(Dimension::of).toList();
    this.shared = parameters.shared().stream().map(Condition::of).toList();
  }

  /** Whether a row's billing period is one, and its charge somewhere near it. */
  static boolean isUsable(FocusCharge row) {
    Instant start = row.getBillingPeriodStart();
    Instant end = row.getBillingPeriodEnd();
    return start.isBefore(end)
        && Duration.between(start, end).compareTo(LONGEST) <= 0
        && !row.getEventTime().isBefore(start.minus(LONGEST))
        && !row.getEventTime().isAfter(end.plus(LONGEST));
  }

  Charge read(FocusCharge row) {
    Map<String, String> tags = Tags.of(row.getTags());
    List<BigDecimal> costs = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      costs.add(measure.of(row));
    }
    return new Charge(
        row.getSequence(),
        byFiles ? row.getExport() : 0,
        row.getWithdrawn(),
        micros(row.getEventTime()),
        micros(row.getBillingPeriodStart()),
        micros(row.getBillingPeriodEnd()),
        row.getBillingCurrency().strip(),
        Series.of(row, groups),
        Collections.unmodifiableList(costs),
        dimensions.stream()
            .map(one -> new Claim(one.label(), bearer(one.of(row, tags), row, tags)))
            .toList());
  }

  private Bearer bearer(String item, FocusCharge row, Map<String, String> tags) {
    if (shared.stream().anyMatch(condition -> condition.holds(row, tags))) {
      return Bearer.of(Pool.SHARED);
    }
    String status = FocusValues.COMMITMENT_STATUS.normalised(row.getCommitmentDiscountStatus());
    if ("Unused".equals(status)) {
      return Bearer.of(Pool.IDLE);
    }
    return item == null ? Bearer.of(Pool.UNALLOCATED) : Bearer.item(item);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
