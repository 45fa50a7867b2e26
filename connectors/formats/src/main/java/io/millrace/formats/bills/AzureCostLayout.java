package io.millrace.formats.bills;

import java.util.List;
import java.util.Map;

/**
 * Azure's cost and usage details of an Enterprise Agreement (EA) or a Microsoft Customer Agreement
 * (MCA). An export has actual or amortized costs, and does not say which.
 */
final class AzureCostLayout implements BillLayout {
  private static final Map<String, List<String>> COLUMNS =
      BillTable.of(
          """
          event_time             Date, UsageDateTime
          billing_period_start   BillingPeriodStartDate
          billing_period_end     BillingPeriodEndDate
          billing_currency       BillingCurrency, BillingCurrencyCode, Currency
          billing_account_id     BillingAccountId
          sub_account_id         SubscriptionId, SubscriptionGuid
          service                MeterCategory, ConsumedService, ProductName, Product
          service_category       ServiceFamily
          region                 ResourceLocation
          availability_zone      AvailabilityZone
          resource_id            ResourceId, InstanceId
          sku_id                 MeterId
          sku_price_id           PartNumber
          charge_description     MeterName, ProductName, Product
          commitment_discount_id BenefitId, ReservationId
          list_cost              PaygCostInBillingCurrency""");

  private static final List<String> COST = List.of("CostInBillingCurrency", "Cost", "PreTaxCost");

  private static final List<String> DETAILS =
      List.of(
          "ChargeType",
          "PricingModel",
          "ResourceGroup",
          "ResourceName",
          "ProductName",
          "ProductOrderId",
          "MeterSubCategory",
          "MeterRegion",
          "OfferId",
          "Term",
          "InvoiceSectionId",
          "InvoiceSectionName",
          "CostCenter",
          "CostAllocationRuleName",
          "ServiceInfo1",
          "AdditionalInfo");

  private final String cost;

  /**
   * @param cost the field that is told by the costs of the export
   */
  AzureCostLayout(String cost) {
    this.cost = cost;
  }

  @Override
  public Map<String, List<String>> columns() {
    return COLUMNS;
  }

  @Override
  public List<List<String>> required() {
    return List.of(
        List.of("Date", "UsageDateTime"),
        COST,
        List.of("BillingCurrency", "BillingCurrencyCode", "Currency"),
        List.of("MeterId"));
  }

  @Override
  public String lastDay(BillRow row) {
    return row.text("BillingPeriodEndDate");
  }

  @Override
  public void complete(BillRow row) {
    row.put("provider", "Microsoft");
    row.put(cost, row.text(COST));
    String end = row.field("billing_period_end");
    if (end != null && !BillTimes.isFirstOfMonth(end)) {
      // Azure names the last day of the period.
      row.put("billing_period_end", BillTimes.dayAfter(end));
    }
    if (row.field("event_time") != null) {
      String[] month = BillTimes.month(row.field("event_time"));
      boolean said = row.field("billing_period_start") != null;
      row.put("billing_period_start", said ? null : month[0]);
      row.put("billing_period_end", end == null ? month[1] : null);
    }
    String type = row.text("ChargeType");
    row.put("charge_category", category(type));
    row.put("charge_frequency", row.text("Frequency"));
    row.put("pricing_category", pricing(row.text("PricingModel")));
    row.put("commitment_discount_status", status(type, row.text("PricingModel")));
    row.put("tags", tags(row.text("Tags")));
    row.putDetails(DETAILS);
  }

  private static String category(String type) {
    return type == null
        ? null
        : switch (type) {
          case "UnusedReservation", "UnusedSavingsPlan" -> "Usage";
          case "Refund" -> "Credit";
          case "RoundingAdjustment" -> "Adjustment";
          default -> type;
        };
  }

  private static String pricing(String model) {
    return model == null
        ? null
        : switch (model) {
          case "OnDemand" -> "Standard";
          case "Reservation", "SavingsPlan" -> "Committed";
          case "Spot" -> "Dynamic";
          default -> model;
        };
  }

  private static String status(String type, String model) {
    if (type != null && type.startsWith("Unused")) {
      return "Unused";
    }
    boolean committed = "Reservation".equals(model) || "SavingsPlan".equals(model);
    return committed && "Usage".equals(type) ? "Used" : null;
  }

  /** In an EA the braces are missing. */
  private static String tags(String text) {
    return text == null || text.strip().startsWith("{") ? text : "{" + text + "}";
  }
}
