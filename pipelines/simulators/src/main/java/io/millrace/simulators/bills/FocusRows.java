package io.millrace.simulators.bills;

import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.simulators.bills.BillRow.Kind;

/** Rows as their provider writes them, in the columns of FOCUS. */
final class FocusRows {
  private static final int SCALE = 18;

  private FocusRows() {}

  static FocusCharge charge(BillRow row) {
    Provider provider = row.provider();
    Costs costs = row.costs().each(cost -> cost.setScale(SCALE));
    return FocusCharge.newBuilder()
        .setChargeId(provider.numbersRows() ? Long.toString(row.number()) : null)
        .setSequence(row.sequence())
        .setWithdrawn(row.withdrawn())
        .setEventTime(row.charge().start())
        .setChargePeriodEnd(row.charge().end())
        .setBillingPeriodStart(row.billing().start())
        .setBillingPeriodEnd(row.billing().end())
        .setBillingCurrency(provider.currency())
        .setBillingAccountId(provider.account())
        .setSubAccountId(row.subAccount())
        .setProvider(provider.name())
        .setService(row.service())
        .setServiceCategory(category(row))
        .setChargeCategory(row.kind().category)
        .setChargeClass(row.kind() == Kind.CORRECTION ? "Correction" : null)
        .setChargeFrequency(row.kind().frequency)
        .setChargeDescription(row.description())
        .setPricingCategory(row.kind().pricing)
        .setCommitmentDiscountId(row.commitment())
        .setCommitmentDiscountStatus(status(row))
        .setBilledCost(costs.billed())
        .setEffectiveCost(costs.effective())
        .setListCost(costs.list())
        .setContractedCost(costs.contracted())
        .setTags(row.team() == null ? null : "{\"team\": \"" + row.team() + "\"}")
        .build();
  }

  private static String category(BillRow row) {
    return row.provider().products().stream()
        .filter(product -> product.service().equals(row.service()))
        .map(Provider.Product::category)
        .findFirst()
        .orElse("Other");
  }

  private static String status(BillRow row) {
    return switch (row.kind()) {
      case COMMITTED -> "Used";
      case UNUSED -> row.provider().unused();
      default -> null;
    };
  }
}
