package io.millrace.formats.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.bills.BillFormat.Layout;
import io.millrace.schemas.cloud.FocusCharge;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** What is no time, no amount or no whole row never becomes a charge. */
class BillGarbageTest {
  private static final Map<Layout, String> GOOD =
      Map.of(
          Layout.FOCUS,
          """
          ChargePeriodStart,BillingPeriodStart,BillingPeriodEnd,BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency
          2026-01-05,2026-01-01,2026-02-01,1,1,1,1,USD""",
          Layout.AWS_CUR,
          """
          lineItem/UsageStartDate,bill/BillingPeriodStartDate,bill/BillingPeriodEndDate,lineItem/UnblendedCost,savingsPlan/TotalCommitmentToDate,savingsPlan/UsedCommitment,lineItem/CurrencyCode,lineItem/LineItemType
          2026-01-05T00:00:00Z,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,1,3,2,USD,SavingsPlanRecurringFee""",
          Layout.AZURE_COST,
          """
          Date,BillingPeriodStartDate,BillingPeriodEndDate,CostInBillingCurrency,BillingCurrency,MeterId
          01/05/2026,01/01/2026,01/31/2026,1,EUR,m""",
          Layout.GCP_BILLING_CSV,
          """
          usage_start_time,invoice.month,cost,credits,cost_at_list,currency
          2026-01-05 00:00:00 UTC,202601,1,-0.5,2,USD""",
          Layout.OCI_COST,
          """
          lineItem/intervalUsageStart,cost/myCost,cost/currencyCode,lineItem/referenceNo
          2026-01-05T00:00Z,1,USD,r""");

  /** How many columns, from the first on, are times and amounts. */
  private static final Map<Layout, Integer> CHECKED =
      Map.of(
          Layout.FOCUS, 7,
          Layout.AWS_CUR, 6,
          Layout.AZURE_COST, 4,
          Layout.GCP_BILLING_CSV, 5,
          Layout.OCI_COST, 2);

  @Property(tries = 100)
  void aWordInPlaceOfATimeOrAnAmountMakesADeadLetter(
      @ForAll @AlphaChars @StringLength(min = 1, max = 12) String word) {
    Assume.that(!word.equalsIgnoreCase("null"));
    GOOD.forEach(
        (layout, file) -> {
          List<String> lines = file.lines().toList();
          assertThat(decode(layout, file)).as(layout.name()).isInstanceOf(Decoded.Ok.class);
          for (int column = 0; column < CHECKED.get(layout); column++) {
            String[] cells = lines.get(1).split(",");
            cells[column] = word;
            assertThat(decode(layout, lines.get(0) + "\n" + String.join(",", cells)))
                .as("%s: %s in %s", layout, word, Arrays.toString(cells))
                .isInstanceOf(Decoded.Bad.class);
          }
        });
  }

  @Property(tries = 100)
  void aRowThatIsCutMakesADeadLetter(@ForAll @IntRange(min = 1, max = 60) int kept) {
    GOOD.forEach(
        (layout, file) -> {
          List<String> lines = file.lines().toList();
          String row = lines.get(1);
          int length = Math.min(kept, row.lastIndexOf(','));
          assertThat(decode(layout, lines.get(0) + "\n" + row.substring(0, length)))
              .as(layout.name())
              .isInstanceOf(Decoded.Bad.class);
        });
  }

  private static Decoded<FocusCharge> decode(Layout layout, String file) {
    return Exports.decode(layout, FieldMapping.none(), file).get(0);
  }
}
