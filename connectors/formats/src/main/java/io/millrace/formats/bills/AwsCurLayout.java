package io.millrace.formats.bills;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import io.millrace.sdk.ErrorCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * AWS Cost and Usage Reports: legacy, with columns such as {@code lineItem/UsageType}, and 2.0,
 * with {@code line_item_usage_type} and maps of products and tags. The line item's id tells
 * nothing: it recurs in each interval, and differs between two exports of one month.
 */
final class AwsCurLayout implements BillLayout {
  private static final Map<String, List<String>> COLUMNS =
      BillTable.of(
          """
          event_time           lineItem/UsageStartDate
          charge_period_end    lineItem/UsageEndDate
          billing_period_start bill/BillingPeriodStartDate
          billing_period_end   bill/BillingPeriodEndDate
          billing_currency     lineItem/CurrencyCode
          billing_account_id   bill/PayerAccountId
          sub_account_id       lineItem/UsageAccountId
          region               product/regionCode, product/region
          availability_zone    lineItem/AvailabilityZone
          resource_id          lineItem/ResourceId
          sku_id               product/sku
          sku_price_id         pricing/RateCode, pricing/RateId
          charge_description   lineItem/LineItemDescription
          billed_cost          lineItem/UnblendedCost
          list_cost            pricing/publicOnDemandCost""");

  private static final List<String> DETAILS =
      List.of(
          "lineItem/LineItemType",
          "lineItem/UsageType",
          "lineItem/Operation",
          "lineItem/ProductCode",
          "lineItem/LegalEntity",
          "lineItem/TaxType",
          "bill/BillType",
          "bill/BillingEntity",
          "pricing/term");

  private static final Map<String, String> CATEGORIES =
      Map.ofEntries(
          Map.entry("Usage", "Usage"),
          Map.entry("DiscountedUsage", "Usage"),
          Map.entry("SavingsPlanCoveredUsage", "Usage"),
          Map.entry("SavingsPlanNegation", "Usage"),
          Map.entry("SavingsPlanRecurringFee", "Purchase"),
          Map.entry("SavingsPlanUpfrontFee", "Purchase"),
          Map.entry("RIFee", "Purchase"),
          Map.entry("Fee", "Purchase"),
          Map.entry("Tax", "Tax"),
          Map.entry("Credit", "Credit"),
          Map.entry("Refund", "Credit"));

  @Override
  public Map<String, List<String>> columns() {
    return COLUMNS;
  }

  @Override
  public List<List<String>> required() {
    return List.of(
        List.of("lineItem/UsageStartDate"),
        List.of("lineItem/LineItemType"),
        List.of("lineItem/UnblendedCost"),
        List.of("lineItem/CurrencyCode"),
        List.of("bill/BillingPeriodStartDate"),
        List.of("bill/BillingPeriodEndDate"));
  }

  @Override
  public void complete(BillRow row) throws BadRecordException {
    String type = row.text("lineItem/LineItemType");
    if (type == null) {
      throw new BadRecordException(
          ErrorCode.MISSING_FIELD, "expected a column lineItem/LineItemType, the row has none");
    }
    row.put("provider", "AWS");
    row.put("service", service(row));
    row.put("charge_category", category(type));
    row.put("charge_frequency", frequency(type));
    row.put("pricing_category", pricing(type, row));
    row.put(
        "commitment_discount_id",
        row.text("savingsPlan/SavingsPlanARN", "reservation/ReservationARN"));
    row.put("commitment_discount_status", status(type));
    row.put("effective_cost", effective(type, row));
    row.put("tags", tags(row));
    row.putDetails(DETAILS);
  }

  /**
   * Discounts have types by contract, such as EdpDiscount; a type not known here stays as it is.
   */
  private static String category(String type) {
    return CATEGORIES.getOrDefault(type, type.endsWith("Discount") ? "Adjustment" : type);
  }

  private static String service(BillRow row) throws BadRecordException {
    String name = row.text("product/ProductName", "product/servicename");
    String map = row.text("product");
    if (name == null && map != null && map.startsWith("{")) {
      JsonNode said = JsonCells.parse("column 'product'", map).get("product_name");
      name = said == null || said.isNull() ? null : said.asText();
    }
    return name == null ? row.text("lineItem/ProductCode") : name;
  }

  private static String frequency(String type) {
    return switch (type) {
      case "Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "SavingsPlanNegation" ->
          "Usage-Based";
      case "RIFee", "SavingsPlanRecurringFee" -> "Recurring";
      case "Fee", "SavingsPlanUpfrontFee", "Tax", "Credit", "Refund" -> "One-Time";
      default -> type.endsWith("Discount") ? "One-Time" : null;
    };
  }

  private static String pricing(String type, BillRow row) {
    String usage = row.text("lineItem/UsageType");
    return switch (type) {
      case "DiscountedUsage", "SavingsPlanCoveredUsage", "RIFee", "SavingsPlanRecurringFee" ->
          "Committed";
      case "Usage" -> usage != null && usage.contains("SpotUsage") ? "Dynamic" : "Standard";
      default -> null;
    };
  }

  /** The fees carry what nothing used of what they paid for. */
  private static String status(String type) {
    return switch (type) {
      case "DiscountedUsage", "SavingsPlanCoveredUsage" -> "Used";
      case "RIFee", "SavingsPlanRecurringFee" -> "Unused";
      default -> null;
    };
  }

  /** The amortized cost, by the rules of AWS's Cost Explorer. */
  private static String effective(String type, BillRow row) throws BadRecordException {
    return switch (type) {
      case "SavingsPlanCoveredUsage" -> row.text("savingsPlan/SavingsPlanEffectiveCost");
      case "DiscountedUsage" -> row.text("reservation/EffectiveCost");
      case "SavingsPlanRecurringFee" ->
          sum(
              row.text("savingsPlan/TotalCommitmentToDate"),
              negated(row.text("savingsPlan/UsedCommitment")));
      case "RIFee" ->
          sum(
              row.text("reservation/UnusedAmortizedUpfrontFeeForBillingPeriod"),
              row.text("reservation/UnusedRecurringFee"));
      case "SavingsPlanNegation", "SavingsPlanUpfrontFee" -> "0";
      case "Fee" -> row.text("reservation/ReservationARN") == null ? row.field("billed_cost") : "0";
      default -> row.field("billed_cost");
    };
  }

  private static String negated(String text) throws BadRecordException {
    return text == null ? null : Money.of(text).negate().toString();
  }

  private static String sum(String one, String other) throws BadRecordException {
    if (one == null && other == null) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (String text : new String[] {one, other}) {
      sum = text == null ? sum : sum.add(Money.of(text));
    }
    return sum.toString();
  }

  private static String tags(BillRow row) {
    String columns =
        BillTags.ofColumns(
            row.named(), "resourceTags/user:", "resourceTags/", "resource_tags_user_");
    return columns == null ? BillTags.withoutPrefix(row.text("resource_tags"), "user_") : columns;
  }
}
