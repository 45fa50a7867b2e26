package io.millrace.formats.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.bills.BillFormat.Layout;
import io.millrace.schemas.cloud.FocusCharge;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureCostTest {
  private static final String EA =
      """
      InvoiceSectionName,SubscriptionId,Date,MeterCategory,MeterId,MeterName,CostInBillingCurrency,BillingCurrencyCode,BillingAccountId,BillingPeriodStartDate,BillingPeriodEndDate,ChargeType,Frequency,PricingModel,ResourceId,ResourceLocation,AdditionalInfo,Tags
      dept,sub-1,01/05/2026,Virtual Machines,m1,D2,0.25,EUR,e1,01/01/2026,01/31/2026,Usage,UsageBased,OnDemand,/vm/1,westeurope,"{""UsageType"":""A""}",\"""team"": ""blue"",""env"": ""prod\"""
      dept,sub-1,01/05/2026,Virtual Machines,m1,D2,0.75,EUR,e1,01/01/2026,01/31/2026,Usage,UsageBased,OnDemand,/vm/1,westeurope,"{""UsageType"":""B""}",
      dept,sub-1,01/06/2026,Virtual Machines,m1,D2,0,EUR,e1,01/01/2026,01/31/2026,Usage,UsageBased,Reservation,/vm/1,westeurope,,
      dept,sub-1,01/06/2026,Virtual Machines,m1,D2,0.07920426499999999,EUR,e1,01/01/2026,01/31/2026,UnusedReservation,UsageBased,Reservation,,westeurope,,
      """;

  @Test
  void anExportOfAnEnterpriseAgreementIsReadToTheLastDigit() {
    // When
    List<FocusCharge> charges = Exports.read(Layout.AZURE_COST, EA);

    // Then
    assertThat(Exports.sum(charges, FocusCharge::getBilledCost)).isEqualTo("1.07920426499999999");
    assertThat(charges).allMatch(row -> row.getEffectiveCost() == null);
    FocusCharge first = charges.get(0);
    assertThat(first.getEventTime()).isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
    assertThat(first.getBillingPeriodStart()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(first.getBillingPeriodEnd()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(first.getProvider()).isEqualTo("Microsoft");
    assertThat(first.getTags()).isEqualTo("{\"team\": \"blue\",\"env\": \"prod\"}");
    assertThat(charges)
        .extracting(FocusCharge::getDetails)
        .startsWith(
            "ChargeType=Usage; PricingModel=OnDemand; InvoiceSectionName=dept;"
                + " AdditionalInfo={\"UsageType\":\"A\"}",
            "ChargeType=Usage; PricingModel=OnDemand; InvoiceSectionName=dept;"
                + " AdditionalInfo={\"UsageType\":\"B\"}");
    assertThat(charges)
        .extracting(FocusCharge::getCommitmentDiscountStatus)
        .containsExactly(null, null, "Used", "Unused");
  }

  @Test
  void amortizedCostsAreEffectiveCosts() {
    // When
    List<FocusCharge> charges = Exports.read(Layout.AZURE_AMORTIZED, EA);

    // Then
    assertThat(Exports.sum(charges, FocusCharge::getEffectiveCost))
        .isEqualTo("1.07920426499999999");
    assertThat(charges).allMatch(row -> row.getBilledCost() == null);
  }

  @Test
  void anExportOfACustomerAgreementSpellsItsColumnsInItsOwnWay() {
    // Given
    String mca =
        """
        invoiceId,date,meterCategory,meterId,costInBillingCurrency,paygCostInBillingCurrency,billingCurrency,billingAccountId,billingPeriodStartDate,billingPeriodEndDate,SubscriptionId,chargeType,serviceFamily,tags
        ,2026-01-05,Storage,m2,1.5,2,USD,b,2026-01-01,2026-01-31,sub,Usage,Storage,"{""team"":""red""}"
        ,2026-01-05,Tax,m3,0.3,,USD,b,2026-01-01,2026-01-31,sub,Tax,,
        """;

    // When
    List<FocusCharge> charges = Exports.read(Layout.AZURE_COST, mca);

    // Then
    assertThat(Exports.sum(charges, FocusCharge::getBilledCost)).isEqualTo("1.8");
    assertThat(Exports.sum(charges, FocusCharge::getListCost)).isEqualTo("2");
    assertThat(charges.get(0).getBillingPeriodEnd())
        .isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(charges.get(0).getTags()).isEqualTo("{\"team\":\"red\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "01/05/2026, 01/31/2026, 2026-01-05",
    "05/01/2026, 31/01/2026, 2026-01-05",
    "01/05/2026, 31/05/2026, 2026-05-01",
    "1/5/2026,   1/31/2026,  2026-01-05",
    "20260105,   2026-01-31, 2026-01-05",
    "2026-01-05T00:00:00.0000000Z, 2026-01-31, 2026-01-05"
  })
  void theLastDayOfTheBillingPeriodTellsDayFromMonth(String date, String last, String expected) {
    assertThat(Exports.read(Layout.AZURE_COST, of(date, last)).get(0).getEventTime())
        .isEqualTo(Instant.parse(expected + "T00:00:00Z"));
  }

  @Test
  void whereNothingTellsDayFromMonthTheMappingHasToSayIt() {
    // Given
    String bill = of("01/05/2026", "");
    FieldMapping dayFirst = new FieldMapping(Map.of(), Map.of(), "dd/MM/yyyy", ZoneOffset.UTC);

    // Then
    assertThat(Exports.refusal(Layout.AZURE_COST, bill))
        .isEqualTo(
            "BAD_TIME column 'Date': \"01/05/2026\" may begin with the day or with the month, and"
                + " no last day of a billing period tells which; expected 'time-format:"
                + " MM/dd/yyyy' or 'time-format: dd/MM/yyyy' in the mapping of the input");
    FocusCharge charge = Exports.read(Layout.AZURE_COST, dayFirst, bill).get(0);
    assertThat(charge.getEventTime()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(charge.getBillingPeriodStart()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(charge.getBillingPeriodEnd()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
  }

  @Test
  void aDateAgainstTheOrderOfItsRowIsADeadLetter() {
    assertThat(Exports.refusal(Layout.AZURE_COST, of("13/01/2026", "01/31/2026")))
        .startsWith("BAD_TIME column 'Date': expected a date MM/dd/yyyy");
  }

  private static String of(String date, String last) {
    return """
    Date,MeterId,Cost,Currency,BillingPeriodEndDate
    %s,m,1,EUR,%s
    """
        .formatted(date, last);
  }
}
