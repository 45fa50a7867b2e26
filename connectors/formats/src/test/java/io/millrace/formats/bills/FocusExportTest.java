package io.millrace.formats.bills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.formats.bills.BillFormat.Layout;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.MillraceException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FocusExportTest {
  private static final String HEADER =
      "BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,SubAccountId,Tags";

  @Test
  void exportsOfFourProvidersAreReadAsTheyCome() {
    // Given times, blanks and tags as AWS, Microsoft, Google and Oracle write them
    String bill =
        HEADER
            + """

            1.0000000001,0.5,1,USD,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,AWS,S3,a,"{""team"": ""blue""}"
            2.25,NULL,2,EUR,2026-01-01T00:00Z,2026-02-01T00:00Z,2026-01-05T00:00Z,2026-01-06T00:00Z,Microsoft,VM,b,
            1.5E-9,0,3,USD,2026-01-01 00:00:00 UTC,2026-02-01 00:00:00 UTC,2026-01-05 08:00:00 UTC,2026-01-05 09:00:00 UTC,Google Cloud,GCE,c,"[{""key"": ""team"", ""value"": ""red""}]"
            -0.25,-0.25,4,USD,2026-01-01 00:00:00,2026-02-01 00:00:00,2026-01-05 00:00:00.000,,Oracle,COMPUTE,d,NULL
            """;

    // When
    List<FocusCharge> charges = Exports.read(Layout.FOCUS, bill);

    // Then
    assertThat(Exports.sum(charges, FocusCharge::getBilledCost)).isEqualTo("3.0000000016");
    assertThat(Exports.sum(charges, FocusCharge::getEffectiveCost)).isEqualTo("0.25");
    assertThat(charges)
        .extracting(FocusCharge::getProvider, FocusCharge::getEventTime, FocusCharge::getTags)
        .containsExactly(
            tuple("AWS", Instant.parse("2026-01-05T10:00:00Z"), "{\"team\": \"blue\"}"),
            tuple("Microsoft", Instant.parse("2026-01-05T00:00:00Z"), null),
            tuple("Google Cloud", Instant.parse("2026-01-05T08:00:00Z"), "{\"team\":\"red\"}"),
            tuple("Oracle", Instant.parse("2026-01-05T00:00:00Z"), null));
    assertThat(charges)
        .allMatch(row -> row.getBillingPeriodEnd().equals(Instant.parse("2026-02-01T00:00:00Z")));
    assertThat(charges.get(1).getEffectiveCost()).isNull();
  }

  @Test
  void theProviderOfTheServiceSucceedsTheProvider() {
    // Given
    String bill =
        HEADER.replace("ProviderName", "ProviderName,ServiceProviderName,HostProviderName")
            + "\n1,1,1,USD,2026-01-01,2026-02-01,2026-01-05,,Old,New,Host,S,a,";

    // Then
    assertThat(Exports.read(Layout.FOCUS, bill))
        .extracting(FocusCharge::getProvider)
        .containsExactly("New");
  }

  @Test
  void whatProvidersAddTellsRowsApart() {
    // Given
    String row = "\n1,1,1,USD,2026-01-01,2026-02-01,2026-01-05,,AWS,S3,a,,";

    // When
    List<FocusCharge> charges =
        Exports.read(
            Layout.FOCUS, HEADER + ",x_Operation" + row + "PutObject" + row + "ListBucket" + row);

    // Then
    assertThat(charges)
        .extracting(FocusCharge::getDetails)
        .containsExactly("x_Operation=PutObject", "x_Operation=ListBucket", null);
  }

  @Test
  void anExportOfAnotherKindIsRefusedBeforeItIsRead() {
    assertThatThrownBy(() -> Exports.read(Layout.FOCUS, "lineItem/UsageStartDate,lineItem/X\n"))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("bill.csv:1: no column 'ChargePeriodStart'")
        .hasMessageContaining("an export of the format focus")
        .hasMessageContaining("lineItem/UsageStartDate, lineItem/X");
    assertThatThrownBy(() -> Exports.read(Layout.FOCUS, HEADER + ",billed_cost\n"))
        .hasMessageContaining("two columns are named 'BilledCost'");
  }

  @Test
  void whatIsNoTimeOrNoNumberOrIsMissingIsADeadLetter() {
    String row = "\n1,1,1,USD,2026-01-01,2026-02-01,2026-01-05,,AWS,S3,a,";
    assertThat(Exports.refusal(Layout.FOCUS, HEADER + row.replace("2026-01-05", "01/05/2026")))
        .startsWith("BAD_TIME column 'ChargePeriodStart': \"01/05/2026\" may begin with the day");
    assertThat(Exports.refusal(Layout.FOCUS, HEADER + row.replace("2026-01-05", "1767571200")))
        .isEqualTo(
            "BAD_TIME column 'ChargePeriodStart': expected a time, got the number \"1767571200\"");
    assertThat(Exports.refusal(Layout.FOCUS, HEADER + row.replace("2026-01-05", "")))
        .isEqualTo(
            "MISSING_FIELD event_time: expected a column ChargePeriodStart, the row has none");
    assertThat(Exports.refusal(Layout.FOCUS, HEADER + row.replaceFirst("1", "\"1,5\"")))
        .startsWith("WRONG_FIELD billed_cost: expected a number");
    assertThat(Exports.refusal(Layout.FOCUS, HEADER + row.replaceFirst("1", "1e-999999999")))
        .startsWith("WRONG_FIELD billed_cost: expected a number");
    assertThat(Exports.refusal(Layout.FOCUS, HEADER + row.substring(0, 40)))
        .startsWith("MALFORMED expected 12 columns, got ");
  }
}
