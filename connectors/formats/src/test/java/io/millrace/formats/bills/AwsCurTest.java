package io.millrace.formats.bills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.formats.bills.BillFormat.Layout;
import io.millrace.schemas.cloud.FocusCharge;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwsCurTest {
  private static final String LEGACY =
      """
      identity/LineItemId,identity/TimeInterval,bill/PayerAccountId,bill/BillingPeriodStartDate,bill/BillingPeriodEndDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UsageType,lineItem/Operation,lineItem/ResourceId,lineItem/CurrencyCode,lineItem/UnblendedCost,lineItem/LineItemDescription,product/ProductName,product/region,pricing/publicOnDemandCost,reservation/EffectiveCost,reservation/ReservationARN,reservation/UnusedAmortizedUpfrontFeeForBillingPeriod,reservation/UnusedRecurringFee,savingsPlan/SavingsPlanEffectiveCost,savingsPlan/TotalCommitmentToDate,savingsPlan/UsedCommitment,savingsPlan/SavingsPlanARN,resourceTags/user:team
      x1,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,222,Usage,2026-01-05T00:00:00Z,2026-01-05T01:00:00Z,AmazonS3,Requests-Tier1,PutObject,bucket,USD,0.0000050000,put,Amazon Simple Storage Service,us-east-1,0.000005,,,,,,,,,blue
      x1,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,222,Usage,2026-01-05T00:00:00Z,2026-01-05T01:00:00Z,AmazonS3,Requests-Tier1,ListBucket,bucket,USD,1.25,list,Amazon Simple Storage Service,us-east-1,1.25,,,,,,,,,
      x2,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,222,SavingsPlanCoveredUsage,2026-01-05T00:00:00Z,2026-01-05T01:00:00Z,AmazonEC2,BoxUsage,RunInstances,i-1,USD,2,box,Amazon Elastic Compute Cloud,us-east-1,2,,,,,1.4,,,arn:sp,
      x3,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,222,SavingsPlanNegation,2026-01-05T00:00:00Z,2026-01-05T01:00:00Z,ComputeSavingsPlans,,,,USD,-2,negation,,,,,,,,,,,arn:sp,
      x4,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,111,SavingsPlanRecurringFee,2026-01-05T00:00:00Z,2026-01-05T01:00:00Z,ComputeSavingsPlans,,,,USD,1.5,fee,,,,,,,,,1.5,1.4,arn:sp,
      x5,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,222,DiscountedUsage,2026-01-05T00:00:00Z,2026-01-05T01:00:00Z,AmazonRDS,Usage,Create,db,USD,0,db,Amazon Relational Database Service,,0.7,0.3,arn:ri,,,,,,,
      x6,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,111,RIFee,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,AmazonRDS,,,,USD,30,ri,,,,,arn:ri,0.25,2.5,,,,,
      x7,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,111,Fee,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,AmazonRDS,,,,USD,100,upfront,,,,,arn:ri,,,,,,,
      x8,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,111,Tax,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,AmazonS3,,,,USD,7.1,tax,,,,,,,,,,,,
      x9,i,111,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,111,EdpDiscount,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,AmazonS3,,,,USD,-0.1,discount,,,,,,,,,,,,
      """;

  @Test
  void whatIsInvoicedAndWhatItCostsAmortizedAreExact() {
    // When
    List<FocusCharge> charges = Exports.read(Layout.AWS_CUR, LEGACY);

    // Then
    assertThat(Exports.sum(charges, FocusCharge::getBilledCost)).isEqualTo("139.750005");
    assertThat(charges)
        .extracting(
            row -> row.getEffectiveCost().stripTrailingZeros().toPlainString(),
            FocusCharge::getChargeCategory,
            FocusCharge::getCommitmentDiscountStatus)
        .containsExactly(
            tuple("0.000005", "Usage", null),
            tuple("1.25", "Usage", null),
            tuple("1.4", "Usage", "Used"),
            tuple("0", "Usage", null),
            tuple("0.1", "Purchase", "Unused"),
            tuple("0.3", "Usage", "Used"),
            tuple("2.75", "Purchase", "Unused"),
            tuple("0", "Purchase", null),
            tuple("7.1", "Tax", null),
            tuple("-0.1", "Adjustment", null));
  }

  @Test
  void aRowSaysWhoUsedWhatWhenAndWhere() {
    // When
    FocusCharge first = Exports.read(Layout.AWS_CUR, LEGACY).get(0);

    // Then
    assertThat(first.getChargeId()).isNull();
    assertThat(first.getProvider()).isEqualTo("AWS");
    assertThat(first.getService()).isEqualTo("Amazon Simple Storage Service");
    assertThat(first.getBillingAccountId()).isEqualTo("111");
    assertThat(first.getSubAccountId()).isEqualTo("222");
    assertThat(first.getEventTime()).isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
    assertThat(first.getBillingPeriodEnd()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(first.getRegion()).isEqualTo("us-east-1");
    assertThat(first.getTags()).isEqualTo("{\"team\":\"blue\"}");
    assertThat(first.getDetails())
        .isEqualTo(
            "lineItem/LineItemType=Usage; lineItem/UsageType=Requests-Tier1;"
                + " lineItem/Operation=PutObject; lineItem/ProductCode=AmazonS3");
  }

  @Test
  void columnsOfCur2SayTheSame() {
    // Given its spelling, and its maps of products and tags
    String header = LEGACY.lines().findFirst().orElseThrow();
    String cur2 =
        header
            .replace("product/ProductName", "product")
            .replace("resourceTags/user:team", "resource_tags")
            .replaceAll("([a-z])([A-Z])", "$1_$2")
            .replace('/', '_')
            .toLowerCase(java.util.Locale.ROOT)
            .replace("reservation_arn", "reservation_a_r_n");
    String rows =
        LEGACY
            .substring(header.length())
            .replace(
                "Amazon Simple Storage Service",
                "\"{\"\"product_name\"\": \"\"Amazon Simple Storage Service\"\"}\"")
            .replace(",blue\n", ",\"{\"\"user_team\"\": \"\"blue\"\"}\"\n");

    // When
    List<FocusCharge> charges = Exports.read(Layout.AWS_CUR, cur2 + rows);

    // Then
    assertThat(cur2).contains("line_item_usage_start_date", "bill_payer_account_id");
    assertThat(charges.get(0)).isEqualTo(Exports.read(Layout.AWS_CUR, LEGACY).get(0));
    assertThat(Exports.sum(charges, FocusCharge::getBilledCost)).isEqualTo("139.750005");
    assertThat(Exports.sum(charges, FocusCharge::getEffectiveCost)).isEqualTo("12.800005");
  }

  @Test
  void aTypeOfLineItemThatIsNotKnownStaysAsItIs() {
    // Given
    String bill =
        """
        lineItem/UsageStartDate,lineItem/LineItemType,lineItem/UnblendedCost,lineItem/CurrencyCode,bill/BillingPeriodStartDate,bill/BillingPeriodEndDate
        2026-01-05T00:00:00Z,NewType,3,USD,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z
        """;

    // When
    FocusCharge charge = Exports.read(Layout.AWS_CUR, bill).get(0);

    // Then
    assertThat(charge.getChargeCategory()).isEqualTo("NewType");
    assertThat(charge.getEffectiveCost()).isEqualByComparingTo("3");
    assertThat(Exports.refusal(Layout.AWS_CUR, bill.replace("NewType", "")))
        .isEqualTo("MISSING_FIELD expected a column lineItem/LineItemType, the row has none");
  }
}
