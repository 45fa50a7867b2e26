package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Parameters;
import io.millrace.sdk.avro.AvroTrust;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bills for tests. */
final class Bills {
  static {
    AvroTrust.establish();
  }

  static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
  static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

  private Bills() {}

  static CostParameters defaults() {
    return parameters(Map.of());
  }

  static CostParameters parameters(Map<String, List<String>> given) {
    return Parameters.bind(CostParameters.class, given, new ArrayList<>()).orElseThrow();
  }

  /** A row of January about which nothing is said but its name and time. */
  static FocusCharge.Builder row(String id, Duration sinceJanuary) {
    return FocusCharge.newBuilder()
        .setChargeId(id)
        .setEventTime(JANUARY.plus(sinceJanuary))
        .setBillingPeriodStart(JANUARY)
        .setBillingPeriodEnd(FEBRUARY)
        .setBillingCurrency("EUR");
  }

  static BigDecimal money(String amount) {
    return new BigDecimal(amount).setScale(CostAllocation.SCALE);
  }

  /**
   * Rows of two months in order of time, some of them restated: with other costs, in other services
   * and accounts, or withdrawn.
   */
  static List<FocusCharge> random(long seed, int count) {
    Random random = new Random(seed);
    List<FocusCharge> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Duration since = Duration.ofMinutes((59L * 24 * 60) * i / count);
      FocusCharge first = row(random, Integer.toString(i), since);
      rows.add(first);
      for (int again = 1; random.nextInt(4) == 0; again++) {
        rows.add(
            FocusCharge.newBuilder(row(random, Integer.toString(i), since))
                .setSequence(again)
                .setProvider(first.getProvider())
                .setWithdrawn(random.nextInt(5) == 0)
                .build());
      }
    }
    return rows;
  }

  /**
   * Rows of two months without a number, in order of time: one to three of each hour that are alike
   * but for costs, in one to three exports.
   */
  static List<FocusCharge> unnumbered(long seed, int count) {
    Random random = new Random(seed);
    List<FocusCharge> rows = new ArrayList<>();
    while (rows.size() < count) {
      Duration since = Duration.ofMinutes((59L * 24 * 60) * rows.size() / count);
      FocusCharge common = row(random, null, since);
      int exports = 1 + random.nextInt(3);
      for (int export = 1; export <= exports; export++) {
        for (int alike = random.nextInt(3); alike >= 0; alike--) {
          rows.add(
              FocusCharge.newBuilder(common)
                  .setExport(export)
                  .setBilledCost(cost(random))
                  .setEffectiveCost(cost(random))
                  .build());
        }
      }
    }
    return rows;
  }

  private static FocusCharge row(Random random, String id, Duration since) {
    FocusCharge.Builder row = row(id, since);
    if (!row.getEventTime().isBefore(FEBRUARY)) {
      row.setBillingPeriodStart(FEBRUARY).setBillingPeriodEnd(MARCH);
    }
    return row.setProvider(random.nextBoolean() ? "aws" : "azure")
        .setService("service-" + random.nextInt(3))
        .setSubAccountId(random.nextInt(6) == 0 ? null : "account-" + random.nextInt(5))
        .setCommitmentDiscountStatus(random.nextInt(9) == 0 ? "unused" : null)
        .setBilledCost(cost(random))
        .setEffectiveCost(cost(random))
        .setContractedCost(random.nextInt(3) == 0 ? null : cost(random))
        .build();
  }

  private static BigDecimal cost(Random random) {
    return BigDecimal.valueOf(random.nextLong(-10_000_000_000L, 1_000_000_000_000L), 11)
        .setScale(CostAllocation.SCALE);
  }
}
