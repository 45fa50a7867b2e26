package io.millrace.demo;

import io.millrace.schemas.cloud.Allocation;
import io.millrace.schemas.cloud.Cost;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.bills.AllocationOracle;
import io.millrace.simulators.bills.BillRow;
import io.millrace.simulators.bills.BillSettings;
import io.millrace.simulators.bills.BillSimulator;
import io.millrace.simulators.bills.BillTruth;
import io.millrace.simulators.bills.CostOracle;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** What three clouds cost in the last quarter that is over, played in the time of the demo. */
final class CostAct extends Act {
  private static final String BILLS = "clouds.bills";
  private static final String COST = "analytics.cost";
  private static final String ALLOCATION = "analytics.allocation";

  /** Longer than any three months. */
  private static final Duration QUARTER = Duration.ofDays(93);

  private final Duration duration;
  private final long seed;
  private final BillSettings settings;
  private BillSimulator clouds;

  CostAct(Duration duration, long seed, Instant now) {
    super("cost", "cloud/cost", Map.of(BillSimulator.INPUT, BILLS), List.of(COST, ALLOCATION));
    this.duration = duration;
    this.seed = seed;
    this.settings =
        BillSettings.quarter(YearMonth.from(now.minus(QUARTER).atOffset(ZoneOffset.UTC)));
  }

  @Override
  double speed() {
    return (double) settings.duration().toNanos() / duration.toNanos();
  }

  @Override
  Instant begin(Instant now) {
    return settings.start();
  }

  @Override
  String definition() {
    return """
    version: 1
    pipeline: demo/cost
    about: What the demo's clouds cost, and who has to bear it.
    uses: cloud/cost
    inputs:
      bills:
        from: {kafka: %s}
        time: %s
    parameters:
      periods: [billing, day]
      dimensions: [sub-account, "tag:team"]
      shared: ["service=AWS Support"]
      identity: columns
    outputs:
      cost: {to: [{kafka: %s}]}
      allocation: {to: [{kafka: %s}]}
    """
        .formatted(
            BILLS,
            time(
                settings.limits().outOfOrderness(),
                settings.limits().lateness(),
                Duration.ofDays(1)),
            COST,
            ALLOCATION);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    clouds = new BillSimulator(seed, settings);
    return clouds;
  }

  @Override
  LiveView view() {
    return new LatestWindow(
        COST,
        Cost.getClassSchema(),
        "effective cost of a day",
        result -> result.get("period").toString().equals("DAY"),
        result -> result.get("service").toString(),
        CostAct::figure);
  }

  private static String figure(GenericRecord result) {
    return "%.2f %s".formatted(ResultRecords.decimal(result, "effective"), result.get("currency"));
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    boolean good = account(played, out);
    Verdict cost =
        CostOracle.judge(clouds.truth().rows(), played.results(COST, Cost.getClassSchema()));
    Verdict allocation =
        AllocationOracle.judge(
            clouds.truth().rows(), played.results(ALLOCATION, Allocation.getClassSchema()));
    out.println("Cost         " + cost);
    out.println("Allocation   " + allocation);
    clouds.incidents().forEach(incident -> out.println("Injected     " + incident.describe()));
    return good && cost.isGood() && allocation.isGood();
  }

  private boolean account(Played played, PrintWriter out) throws IOException {
    BillTruth truth = clouds.truth();
    SetAside aside = SetAside.of(this, played);
    Set<BillRow.Id> late =
        aside.lateIds(
            FocusCharge.getClassSchema(),
            row ->
                new BillRow.Id(
                    ResultRecords.text(row, "charge_description"), (Long) row.get("sequence")));
    // Sent late, and yet in time: event time had not come so far, after the failure.
    truth.late().stream().filter(one -> !late.remove(one.id())).forEach(truth::add);
    out.printf(
        "Accounting   %,d read = %,d processed + %,d dead + %,d late + %,d duplicates%n",
        played.total(),
        truth.statements(),
        aside.dead(),
        aside.late().size(),
        played.sent(Truth.DUPLICATE));
    boolean good = Played.holds(out, "dead letters", played.sent(Truth.MALFORMED), aside.dead());
    good &= Played.holds(out, "rows late that were sent in time", 0, late.size());
    good &= Played.holds(out, "from the future", 0, aside.future());
    return good
        & Played.holds(
            out,
            "rows accounted for",
            played.total(),
            truth.statements() + aside.dead() + aside.late().size() + played.sent(Truth.DUPLICATE));
  }
}
