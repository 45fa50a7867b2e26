package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cloud/cost} over exports of bills as clouds write them: every row is paid, and once. */
class BillExportsTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final String FOCUS =
      """
      BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ProviderName,ServiceName
      """;
  private static final String PERIOD = ",0,a,USD,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,";

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void rowsThatDifferOnlyInAColumnOfTheProviderAreBothPaid() throws IOException {
    Path bill = SharedData.file("cases/focus-operations.csv");
    assertThat(run("cloud/cost", bill)).isEqualTo("4 of 2 rows, 0 replaced, 0 dead");
    assertThat(run("cloud/cost", bill, "--format", "bills=focus"))
        .isEqualTo("4 of 2 rows, 0 replaced, 0 dead");
  }

  @Test
  void aLineItemWhoseIdRecursInEachIntervalIsPaidInEach() throws IOException {
    Path bill = SharedData.file("cases/cur-line-item-id.csv");
    Path definition = SharedData.file("cases/cur.yaml");
    assertThat(run(definition, bill)).isEqualTo("3 of 2 rows, 0 replaced, 0 dead");
  }

  @Test
  void rowsAlikeOfOneFileAreEachPaid() throws IOException {
    Path bill = bill("jan.csv", "1.00" + PERIOD + "2026-01-05,AWS,S3", 3);
    assertThat(run("cloud/cost", bill)).isEqualTo("3 of 3 rows, 0 replaced, 0 dead");
  }

  @Test
  void aLaterFileTakesThePlaceOfWhatItStatesAgain() throws IOException {
    // Given a bill of two days, of which the second is stated again, once instead of twice
    Path january =
        bill(
            "jan.csv",
            "1.00" + PERIOD + "2026-01-05,AWS,S3",
            1,
            "2" + PERIOD + "2026-01-06,AWS,S3",
            2);
    Path again = bill("jan-restated.csv", "5" + PERIOD + "2026-01-06,AWS,S3", 1);

    // Then
    assertThat(run("cloud/cost", january + "," + again))
        .isEqualTo("6 of 2 rows, 2 replaced, 0 dead");
    assertThat(warnings)
        .as("the first day is not in the later file")
        .containsExactly("earlier_export 1");
    assertThat(run("cloud/cost", again + "," + january))
        .isEqualTo("5 of 3 rows, 1 replaced, 0 dead");
    assertThat(run("cloud/cost", january + "," + january))
        .isEqualTo("5 of 3 rows, 3 replaced, 0 dead");
    assertThat(warnings).isEmpty();
  }

  @Test
  void filesThatArePartsOfOneExportAddUp() throws IOException {
    // Given
    String row = "1" + PERIOD + "2026-01-05,AWS,S3";
    Path one = bill("bill-00001.csv", row, 1);
    Path two = bill("bill-00002.csv", row, 2);

    // Then
    assertThat(run("cloud/cost", one + "," + two)).isEqualTo("3 of 3 rows, 0 replaced, 0 dead");
    assertThat(run("cloud/cost", one + "," + two + "," + one + "," + two))
        .isEqualTo("3 of 3 rows, 3 replaced, 0 dead");
  }

  @Test
  void filesWhoseNamesDoNotTellArePartsIfTheRunSaysSo() throws IOException {
    // Given
    String row = "1" + PERIOD + "2026-01-05,AWS,S3";
    Path one = bill("north.csv", row, 1);
    Path two = bill("south.csv", row, 2);

    // Then
    assertThat(run("cloud/cost", one + "," + two)).isEqualTo("2 of 2 rows, 1 replaced, 0 dead");
    assertThat(run("cloud/cost", one + "," + two, "--set", "exports=sequence"))
        .isEqualTo("3 of 3 rows, 0 replaced, 0 dead");
  }

  @Test
  void anExportOfAwsNeedsNoDefinition() throws IOException {
    // Given two line items of one id, two that differ only in what was done, and two alike
    Path bill =
        file(
            "cur-00001.csv",
            """
            identity/LineItemId,bill/PayerAccountId,bill/BillingPeriodStartDate,bill/BillingPeriodEndDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,lineItem/ProductCode,lineItem/Operation,lineItem/CurrencyCode,lineItem/UnblendedCost
            x1,1,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2,Usage,2026-01-05T00:00:00Z,AmazonS3,Put,USD,0.0000000001
            x1,1,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2,Usage,2026-01-05T01:00:00Z,AmazonS3,Put,USD,2
            x1,1,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2,Usage,2026-01-05T01:00:00Z,AmazonS3,List,USD,3
            x1,1,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2,Usage,2026-01-05T01:00:00Z,AmazonS3,List,USD,3
            """);

    // Then
    assertThat(run("cloud/cost", bill, "--format", "bills=aws-cur"))
        .isEqualTo("8.0000000001 of 4 rows, 0 replaced, 0 dead");
    assertThat(run("cloud/cost", bill + "," + bill, "--format", "bills=aws-cur"))
        .isEqualTo("8.0000000001 of 4 rows, 4 replaced, 0 dead");
  }

  @Test
  void anExportOfAzureNeedsNoDefinition() throws IOException {
    Path bill =
        file(
            "ActualCost.csv",
            """
            SubscriptionId,Date,MeterCategory,MeterId,CostInBillingCurrency,BillingCurrencyCode,BillingAccountId,BillingPeriodStartDate,BillingPeriodEndDate,ChargeType
            s,01/05/2026,Storage,m,0.25,EUR,e,01/01/2026,01/31/2026,Usage
            s,01/05/2026,Storage,m,0.5,EUR,e,01/01/2026,01/31/2026,Usage
            s,01/05/2026,Storage,m,7,EUR,e,,,Usage
            """);
    assertThat(run("cloud/cost", bill, "--format", "bills=azure-cost"))
        .isEqualTo("0.75 of 2 rows, 0 replaced, 1 dead");
  }

  @Test
  void anExportOfGoogleNeedsNoDefinition() throws IOException {
    Path bill =
        file(
            "billing-000000000000.json",
            """
            {"billing_account_id":"A","service":{"description":"GCE"},"sku":{"id":"S"},"usage_start_time":"2026-01-05 08:00:00 UTC","cost":1.5,"currency":"USD","credits":[{"amount":-0.5}],"invoice":{"month":"202601"},"export_time":"2026-01-06 00:00:00 UTC"}
            {"billing_account_id":"A","service":{"description":"GCE"},"sku":{"id":"S"},"usage_start_time":"2026-01-05 08:00:00 UTC","cost":0.25,"currency":"USD","credits":[],"invoice":{"month":"202601"},"export_time":"2026-01-07 00:00:00 UTC"}
            """);
    assertThat(run("cloud/cost", bill, "--format", "bills=gcp-billing"))
        .isEqualTo("1.25 of 2 rows, 0 replaced, 0 dead");
  }

  @Test
  void anExportOfOracleNeedsNoDefinition() throws IOException {
    Path bill =
        file(
            "0001000000000001.csv",
            """
            lineItem/referenceNo,lineItem/tenantId,lineItem/intervalUsageStart,product/service,cost/myCost,cost/currencyCode
            r1,t,2026-01-31T23:00Z,COMPUTE,1E-9,USD
            r2,t,2026-01-31T23:00Z,COMPUTE,0.5,USD
            """);
    assertThat(run("cloud/cost", bill, "--format", "bills=oci-cost"))
        .isEqualTo("0.500000001 of 2 rows, 0 replaced, 0 dead");
  }

  @Test
  void anExportUnderTheNameOfAnotherIsRefused() throws IOException {
    // Given
    Path bill = bill("jan.csv", "1" + PERIOD + "2026-01-05,AWS,S3", 1);

    // When
    CommandLineRun run =
        start("cloud/cost", bill, folder.resolve("refused"), "--format", "bills=aws-cur");

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("jan.csv:1: no column 'lineItem/UsageStartDate'")
        .contains("an export of the format aws-cur has");
  }

  private Path bill(String name, Object... rowsAndTimes) throws IOException {
    StringBuilder text = new StringBuilder(FOCUS);
    for (int i = 0; i < rowsAndTimes.length; i += 2) {
      text.append((rowsAndTimes[i] + "\n").repeat((Integer) rowsAndTimes[i + 1]));
    }
    return file(name, text.toString());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String run(Object definition, Object bills, String... more) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    CommandLineRun run = start(definition, bills, out, more);
    assertThat(run.code()).as(run.err()).isZero();
    BigDecimal billed = BigDecimal.ZERO;
    long rows = 0;
    for (String line : Files.readAllLines(out.resolve("cost.jsonl"))) {
      JsonNode cost = JSON.readTree(line);
      assertThat(cost.get("status").asText()).isEqualTo("FINAL");
      billed = billed.add(cost.get("billed").decimalValue());
      rows += cost.get("rows").asLong();
    }
    JsonNode all = JSON.readTree(out.resolve("summary.json").toFile());
    warnings.clear();
    all.get("warnings")
        .forEach(one -> warnings.add(one.get("warning").asText() + " " + one.get("count")));
    JsonNode summary = all.at("/inputs/bills");
    return "%s of %d rows, %s replaced, %s dead"
        .formatted(
            billed.stripTrailingZeros().toPlainString(),
            rows,
            summary.get("replaced"),
            summary.get("dead"));
  }

  private static CommandLineRun start(Object definition, Object bills, Path out, String... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("run", definition, "--input", "bills=" + bills, "--out", out));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray());
  }
}
