package io.millrace.formats.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.bills.BillFormat.Layout;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Warning;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GcpBillingTest {
  private static final String JSON =
      """
      {"billing_account_id":"A-1","service":{"id":"6F","description":"Compute Engine"},"sku":{"id":"S1","description":"N2 core"},"usage_start_time":"2026-01-05 08:00:00 UTC","usage_end_time":"2026-01-05 09:00:00 UTC","project":{"id":"shop","number":"12"},"labels":[{"key":"team","value":"blue"}],"location":{"location":"us-east1","region":"us-east1","zone":null},"cost":1.25,"currency":"USD","credits":[{"name":"SUD","amount":-0.25},{"name":"CUD","amount":-0.1}],"invoice":{"month":"202601"},"cost_type":"regular","export_time":"2026-01-06 00:00:00 UTC","cost_at_list":1.5}
      {"billing_account_id":"A-1","service":{"description":"Invoice"},"sku":{"id":"T","description":"Tax"},"usage_start_time":"2026-01-31T08:00:00Z","usage_end_time":"2026-01-31T09:00:00Z","project":null,"labels":[],"cost":"0.19","currency":"USD","credits":[],"invoice":{"month":"202601"},"cost_type":"tax","export_time":"2026-02-01T00:00:00Z"}
      """;

  @Test
  void whatIsInvoicedIsTheCostAndItsCredits() {
    // When
    List<FocusCharge> charges = Exports.read(Layout.GCP_BILLING, JSON);

    // Then
    assertThat(Exports.sum(charges, FocusCharge::getBilledCost)).isEqualTo("1.09");
    assertThat(Exports.sum(charges, FocusCharge::getContractedCost)).isEqualTo("1.44");
    assertThat(Exports.sum(charges, FocusCharge::getListCost)).isEqualTo("1.5");
    FocusCharge first = charges.get(0);
    assertThat(first.getProvider()).isEqualTo("Google Cloud");
    assertThat(first.getSubAccountId()).isEqualTo("shop");
    assertThat(first.getService()).isEqualTo("Compute Engine");
    assertThat(first.getEventTime()).isEqualTo(Instant.parse("2026-01-05T08:00:00Z"));
    assertThat(first.getBillingPeriodStart()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(first.getBillingPeriodEnd()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(first.getTags()).isEqualTo("{\"team\":\"blue\"}");
    assertThat(first.getDetails())
        .isEqualTo("export_time=2026-01-06 00:00:00 UTC; cost_type=regular; project.number=12");
    assertThat(charges.get(1).getChargeCategory()).isEqualTo("Tax");
    assertThat(charges.get(1).getSubAccountId()).isNull();
  }

  @Test
  void aFlattenedExportSaysTheSame() {
    // Given
    String csv =
        """
        billing_account_id,service_id,service_description,sku_id,sku_description,usage_start_time,usage_end_time,project_id,project_number,labels,location_location,location_region,cost,currency,credits,invoice_month,cost_type,export_time,cost_at_list
        A-1,6F,Compute Engine,S1,N2 core,2026-01-05 08:00:00 UTC,2026-01-05 09:00:00 UTC,shop,12,"[{""key"":""team"",""value"":""blue""}]",us-east1,us-east1,1.25,USD,"[{""amount"":-0.25},{""amount"":-0.1}]",202601,regular,2026-01-06 00:00:00 UTC,1.5
        """;

    // Then
    assertThat(Exports.read(Layout.GCP_BILLING_CSV, csv))
        .containsExactly(Exports.read(Layout.GCP_BILLING, JSON).get(0));
    String summed = csv.replaceFirst("\"\\[\\{\"\"amount.*]\"", "-0.35");
    assertThat(Exports.read(Layout.GCP_BILLING_CSV, summed))
        .containsExactly(Exports.read(Layout.GCP_BILLING, JSON).get(0));
  }

  @Test
  void binaryNumbersAreRoundedToThePlacesThatAreKeptAndThatIsTold() {
    // Given
    String row = JSON.lines().findFirst().orElseThrow();
    String binary = row.replace("\"cost\":1.25", "\"cost\":1.2345678901234567E-5");
    String exact = row.replace("\"cost\":1.25", "\"cost\":1.25E-5");

    // When
    Decoded.Ok<FocusCharge> decoded = ok(binary);

    // Then
    assertThat(decoded.event().getContractedCost()).isEqualByComparingTo("0.000012345678901235");
    assertThat(decoded.warnings())
        .extracting(warning -> warning.kind() + " " + warning.detail() + " " + warning.place())
        .containsExactlyInAnyOrder(
            Warning.ROUNDED_COST + " billed_cost bill.csv:1",
            Warning.ROUNDED_COST + " effective_cost bill.csv:1",
            Warning.ROUNDED_COST + " contracted_cost bill.csv:1");
    assertThat(ok(exact).warnings()).isEmpty();
  }

  @Test
  void whatTellsNoMonthOrNoAmountIsADeadLetter() {
    String row = JSON.lines().findFirst().orElseThrow();
    assertThat(Exports.refusal(Layout.GCP_BILLING, row.replace("202601", "2026-01")))
        .isEqualTo("BAD_TIME invoice.month: expected a month such as 202601, got \"2026-01\"");
    assertThat(
            Exports.refusal(Layout.GCP_BILLING, row.replace("\"amount\":-0.1", "\"amount\":\"x\"")))
        .isEqualTo("WRONG_FIELD expected an amount, got \"x\"");
    assertThat(Exports.refusal(Layout.GCP_BILLING, row.replace("\"cost\":1.25,", "")))
        .isEqualTo("MISSING_FIELD expected a column cost, the row has none");
    assertThat(Exports.refusal(Layout.GCP_BILLING, row.substring(0, 90)))
        .startsWith("MALFORMED the record is no JSON");
  }

  private static Decoded.Ok<FocusCharge> ok(String row) {
    return (Decoded.Ok<FocusCharge>)
        Exports.decode(Layout.GCP_BILLING, FieldMapping.none(), row).get(0);
  }
}
