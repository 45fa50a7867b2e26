package io.millrace.demo;

import io.millrace.schemas.services.Link;
import io.millrace.sdk.Durations;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.mesh.GraphOracle;
import io.millrace.simulators.mesh.MeshSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;

/** Which services of a shop call which, as far as their spans arrive. */
final class GraphAct extends Act {
  private static final String SPANS = "market.spans";
  private static final String RESULTS = "analytics.links";

  private final ShopSpans shop;

  GraphAct(Duration duration, long seed) {
    super("graph", "services/graph", Map.of(MeshSimulator.INPUT, SPANS), List.of(RESULTS));
    // Not the requests of the other act.
    this.shop = new ShopSpans(duration, ~seed);
  }

  @Override
  String definition() {
    return """
    version: 1
    pipeline: demo/graph
    about: Who calls whom in the demo's second shop.
    uses: services/graph
    inputs:
      spans:
        format: avro
        from: {kafka: %s}
        time: %s
    parameters: {windows: [10s, 1m], trace-timeout: %s}
    outputs:
      links: {to: [{kafka: %s}]}
    """
        .formatted(SPANS, time(), Durations.format(MeshSimulator.LONGEST_TRACE), RESULTS);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    return shop.telemetry(start);
  }

  @Override
  LiveView view() {
    Predicate<GenericRecord> ofFrontend =
        result ->
            result.get("semantics").toString().equals("pairing")
                && result.get("parent").toString().equals("frontend");
    return new LatestWindow(
        RESULTS,
        Link.getClassSchema(),
        "calls and errors of frontend to",
        LatestWindow.ofSize(ShopSpans.WINDOWS.get(0)).and(ofFrontend),
        result -> result.get("child").toString(),
        result -> result.get("calls") + " " + result.get("errors"));
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    boolean good = shop.account(this, played, "copies, which make no difference", out);
    Verdict verdict =
        GraphOracle.judge(
            shop.spans(), ShopSpans.WINDOWS, played.results(RESULTS, Link.getClassSchema()));
    out.println("Links        " + verdict);
    return good && verdict.isGood();
  }
}
