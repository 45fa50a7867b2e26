package io.millrace.formats.bills;

import java.util.List;
import java.util.Map;

/**
 * Cost reports of Oracle Cloud Infrastructure. Each report has rows of its own; what it corrects it
 * adds as further rows, which name the one that they correct.
 */
final class OciCostLayout implements BillLayout {
  private static final Map<String, List<String>> COLUMNS =
      BillTable.of(
          """
          event_time         lineItem/intervalUsageStart
          charge_period_end  lineItem/intervalUsageEnd
          billing_currency   cost/currencyCode
          billing_account_id lineItem/tenantId
          sub_account_id     product/compartmentId
          service            product/service
          region             product/region
          availability_zone  product/availabilityDomain
          resource_id        product/resourceId
          sku_id             cost/productSku
          charge_description product/Description
          billed_cost        cost/myCost
          effective_cost     cost/myCost""");

  private static final List<String> DETAILS =
      List.of(
          "lineItem/referenceNo",
          "lineItem/backreferenceNo",
          "lineItem/backreference",
          "cost/subscriptionId",
          "cost/overageFlag",
          "product/resource");

  @Override
  public Map<String, List<String>> columns() {
    return COLUMNS;
  }

  @Override
  public List<List<String>> required() {
    return List.of(
        List.of("lineItem/intervalUsageStart"),
        List.of("cost/myCost"),
        List.of("cost/currencyCode"),
        List.of("lineItem/referenceNo"));
  }

  @Override
  public void complete(BillRow row) {
    row.put("provider", "Oracle");
    if (row.field("event_time") != null) {
      String[] month = BillTimes.month(row.field("event_time"));
      row.put("billing_period_start", month[0]);
      row.put("billing_period_end", month[1]);
    }
    row.put("charge_category", "Usage");
    String correction = row.text("lineItem/isCorrection");
    row.put("charge_class", "true".equalsIgnoreCase(correction) ? "Correction" : null);
    row.put("tags", BillTags.ofColumns(row.named(), "tags/"));
    row.putDetails(DETAILS);
  }
}
