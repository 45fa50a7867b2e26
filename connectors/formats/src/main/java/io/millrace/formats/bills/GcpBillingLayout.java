package io.millrace.formats.bills;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Rows of Google's export of billing data to BigQuery, standard or detailed. Google never restates
 * a row: it exports what it corrects as further rows, at another {@code export_time}.
 */
final class GcpBillingLayout implements BillLayout {
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");

  private static final Map<String, List<String>> COLUMNS =
      BillTable.of(
          """
          event_time         usage_start_time
          charge_period_end  usage_end_time
          billing_currency   currency
          billing_account_id billing_account_id
          sub_account_id     project.id
          service            service.description
          region             location.region, location.location
          availability_zone  location.zone
          resource_id        resource.global_name, resource.name
          sku_id             sku.id
          charge_description sku.description
          list_cost          cost_at_list
          contracted_cost    cost""");

  private static final List<String> DETAILS =
      List.of(
          "export_time",
          "cost_type",
          "transaction_type",
          "adjustment_info.id",
          "adjustment_info.type",
          "project.number",
          "seller_name",
          "subscription.instance_id");

  @Override
  public Map<String, List<String>> columns() {
    return COLUMNS;
  }

  @Override
  public List<List<String>> required() {
    return List.of(
        List.of("usage_start_time"),
        List.of("cost"),
        List.of("currency"),
        List.of("invoice.month"));
  }

  @Override
  public void complete(BillRow row) throws BadRecordException {
    row.put("provider", "Google Cloud");
    String month = row.text("invoice.month");
    try {
      YearMonth invoiced = YearMonth.parse(month == null ? "" : month.strip(), MONTH);
      row.put("billing_period_start", BillTimes.start(invoiced.atDay(1)));
      row.put("billing_period_end", BillTimes.start(invoiced.plusMonths(1).atDay(1)));
    } catch (DateTimeException wrong) {
      throw new BadRecordException(
          ErrorCode.BAD_TIME,
          "invoice.month: expected a month such as 202601, got "
              + (month == null ? "nothing" : Excerpt.of(month)));
    }
    String cost = row.text("cost");
    if (cost == null) {
      throw new BadRecordException(
          ErrorCode.MISSING_FIELD, "expected a column cost, the row has none");
    }
    String billed = Money.of(cost).add(credits(row)).toString();
    row.put("billed_cost", billed);
    row.put("effective_cost", billed);
    row.put("charge_category", category(row.text("cost_type")));
    row.put("tags", BillTags.of(row.text("labels")));
    row.putDetails(DETAILS);
  }

  private static BigDecimal credits(BillRow row) throws BadRecordException {
    String sum = row.text("credits.amount", "credits_total");
    if (sum != null) {
      return Money.of(sum);
    }
    String credits = row.text("credits");
    if (credits == null) {
      return BigDecimal.ZERO;
    } else if (!credits.strip().startsWith("[")) {
      return Money.of(credits);
    }
    BigDecimal total = BigDecimal.ZERO;
    for (JsonNode credit : JsonCells.parse("column 'credits'", credits)) {
      if (credit.hasNonNull("amount")) {
        total = total.add(Money.of(credit.get("amount").asText()));
      }
    }
    return total;
  }

  private static String category(String type) {
    return type == null
        ? null
        : switch (type) {
          case "regular" -> "Usage";
          case "tax" -> "Tax";
          case "adjustment", "rounding_error" -> "Adjustment";
          default -> type;
        };
  }
}
