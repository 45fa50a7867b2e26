package io.millrace.formats.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.bills.BillFormat.Layout;
import io.millrace.schemas.cloud.FocusCharge;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OciCostTest {
  private static final String REPORT =
      """
      lineItem/referenceNo,lineItem/tenantId,lineItem/intervalUsageStart,lineItem/intervalUsageEnd,product/service,product/compartmentId,product/region,product/availabilityDomain,product/resourceId,cost/subscriptionId,cost/productSku,product/Description,cost/myCost,cost/currencyCode,cost/overageFlag,lineItem/isCorrection,lineItem/backreferenceNo,tags/Oracle-Tags.CreatedBy,tags/team
      r1,ocid.t,2026-01-31T23:00Z,2026-02-01T00:00Z,COMPUTE,ocid.c,us-ashburn-1,AD-1,ocid.i,9,B88,Core,0.025,USD,N,false,,jo,blue
      r2,ocid.t,2026-01-31T23:00Z,2026-02-01T00:00Z,COMPUTE,ocid.c,us-ashburn-1,AD-1,ocid.i,9,B88,Core,1.4E-9,USD,N,false,,,
      r3,ocid.t,2026-01-31T23:00Z,2026-02-01T00:00Z,COMPUTE,ocid.c,us-ashburn-1,AD-1,ocid.i,9,B88,Core,-0.005,USD,N,true,r1,,
      r4,ocid.t,2026-01-31T23:00Z,2026-02-01T00:00Z,STORAGE,ocid.c,us-ashburn-1,,ocid.b,9,B91,Free,,USD,N,false,,,
      """;

  @Test
  void aCostReportIsReadToTheLastDigitWithItsCorrections() {
    // When
    List<FocusCharge> charges = Exports.read(Layout.OCI_COST, REPORT);

    // Then
    assertThat(Exports.sum(charges, FocusCharge::getBilledCost)).isEqualTo("0.0200000014");
    assertThat(charges)
        .extracting(FocusCharge::getChargeClass)
        .containsExactly(null, null, "Correction", null);
    assertThat(charges.get(3).getBilledCost()).isNull();
    FocusCharge first = charges.get(0);
    assertThat(first.getProvider()).isEqualTo("Oracle");
    assertThat(first.getBillingAccountId()).isEqualTo("ocid.t");
    assertThat(first.getSubAccountId()).isEqualTo("ocid.c");
    assertThat(first.getBillingPeriodStart()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(first.getBillingPeriodEnd()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(first.getTags()).isEqualTo("{\"Oracle-Tags.CreatedBy\":\"jo\",\"team\":\"blue\"}");
    assertThat(first.getDetails()).startsWith("lineItem/referenceNo=r1; ");
  }
}
