package io.millrace.formats.bills;

import java.util.List;
import java.util.Map;

/**
 * Rows of FOCUS 1.0 to 1.3. The columns that are read are the same in all of them, but that
 * ServiceProviderName of 1.3 succeeds ProviderName.
 */
final class FocusLayout implements BillLayout {
  private static final Map<String, List<String>> COLUMNS =
      BillTable.of(
          """
          event_time                 ChargePeriodStart
          charge_period_end          ChargePeriodEnd
          billing_period_start       BillingPeriodStart
          billing_period_end         BillingPeriodEnd
          billing_currency           BillingCurrency
          billing_account_id         BillingAccountId
          sub_account_id             SubAccountId
          provider                   ServiceProviderName, ProviderName
          service                    ServiceName
          service_category           ServiceCategory
          region                     RegionId
          availability_zone          AvailabilityZone
          resource_id                ResourceId
          sku_id                     SkuId
          sku_price_id               SkuPriceId
          charge_category            ChargeCategory
          charge_class               ChargeClass
          charge_frequency           ChargeFrequency
          charge_description         ChargeDescription
          pricing_category           PricingCategory
          commitment_discount_id     CommitmentDiscountId
          commitment_discount_status CommitmentDiscountStatus
          billed_cost                BilledCost
          effective_cost             EffectiveCost
          list_cost                  ListCost
          contracted_cost            ContractedCost
          tags                       Tags""");

  /** Columns that some providers tell rows apart by; none of them says an amount. */
  private static final List<String> DETAILS =
      List.of(
          "AllocatedMethodId",
          "AllocatedResourceId",
          "CapacityReservationId",
          "CapacityReservationStatus",
          "InvoiceIssuerName",
          "PublisherName",
          "SkuMeter",
          "SubAccountName",
          "x_CostAllocationRuleName",
          "x_CostType",
          "x_ExportTime",
          "x_InvoiceSectionId",
          "x_Operation",
          "x_ResourceGroupName",
          "x_ServiceCode",
          "x_SkuMeterId",
          "x_UsageType",
          "oci_BackReferenceNumber",
          "oci_CompartmentId",
          "oci_ReferenceNumber");

  @Override
  public Map<String, List<String>> columns() {
    return COLUMNS;
  }

  @Override
  public List<List<String>> required() {
    return List.of(
        List.of("ChargePeriodStart"),
        List.of("BillingPeriodStart"),
        List.of("BillingPeriodEnd"),
        List.of("BillingCurrency"),
        List.of("BilledCost"));
  }

  @Override
  public void complete(BillRow row) {
    row.putDetails(DETAILS);
    row.put("tags", BillTags.of(row.field("tags")));
  }
}
