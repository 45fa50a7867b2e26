package io.millrace.demo;

import io.millrace.schemas.services.Red;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.mesh.MeshSimulator;
import io.millrace.simulators.mesh.RedOracle;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** What the services of a shop do, how often they fail, and how long it takes. */
final class RedAct extends Act {
  private static final String SPANS = "shop.spans";
  private static final String RESULTS = "analytics.red";

  private final ShopSpans shop;

  RedAct(Duration duration, long seed) {
    super("red", "services/red", Map.of(MeshSimulator.INPUT, SPANS), List.of(RESULTS));
    this.shop = new ShopSpans(duration, seed);
  }

  @Override
  String definition() {
    return """
    version: 1
    pipeline: demo/red
    about: Rate, errors and durations of the services of the demo's shop.
    uses: services/red
    inputs:
      spans:
        format: avro
        from: {kafka: %s}
        time: %s
        deduplicate: {by: [trace_id, span_id, kind, service], within: 5m}
    parameters: {windows: [10s, 1m]}
    outputs:
      red: {to: [{kafka: %s}]}
    """
        .formatted(SPANS, time(), RESULTS);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    return shop.telemetry(start);
  }

  @Override
  LiveView view() {
    return new LatestWindow(
        RESULTS,
        Red.getClassSchema(),
        "calls/s, errors and p95 in ms",
        LatestWindow.ofSize(ShopSpans.WINDOWS.get(0))
            .and(result -> result.get("kind").toString().equals("SERVER")),
        result -> result.get("operation").toString(),
        RedAct::figures);
  }

  private static String figures(GenericRecord result) {
    return "%.1f %.0f%% %.0f"
        .formatted(
            (Double) result.get("rate"),
            100 * (Double) result.get("error_ratio"),
            1_000 * (Double) result.get("duration_p95"));
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    boolean good = shop.account(this, played, "duplicates", out);
    Verdict verdict =
        RedOracle.judge(
            shop.spans(), ShopSpans.WINDOWS, played.results(RESULTS, Red.getClassSchema()));
    out.println("RED          " + verdict);
    return good && verdict.isGood();
  }
}
