package io.millrace.demo;

import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cdn.Top;
import io.millrace.schemas.cdn.Traffic;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.edge.EdgeRequestSimulator;
import io.millrace.simulators.edge.EdgeSettings;
import io.millrace.simulators.edge.EdgeTruth;
import io.millrace.simulators.edge.Served;
import io.millrace.simulators.edge.TrafficOracle;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** What a network for content answers, from which location, and of what most. */
final class TrafficAct extends Act {
  private static final String REQUESTS = "cdn.requests";
  private static final String TRAFFIC = "analytics.traffic";
  private static final String TOP = "analytics.top";
  private static final String VISITORS = "analytics.visitors";
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));
  private static final List<Duration> TOP_WINDOWS = List.of(Duration.ofMinutes(1));
  private static final List<String> DIMENSIONS = List.of("url", "client", "country");
  private static final int LISTED = 10;

  private final Duration duration;
  private final long seed;
  private EdgeRequestSimulator network;

  TrafficAct(Duration duration, long seed) {
    super(
        "traffic",
        "cdn/traffic",
        Map.of(EdgeRequestSimulator.INPUT, REQUESTS),
        List.of(TRAFFIC, TOP, VISITORS));
    this.duration = duration;
    this.seed = seed;
  }

  @Override
  String definition() {
    return """
    version: 1
    pipeline: demo/traffic
    about: What every location of the demo's network answers, and what most clients ask for.
    uses: cdn/traffic
    inputs:
      requests:
        from: {kafka: %s}
        time: %s
        deduplicate: {by: [source, sequence], within: 5m}
    parameters:
      windows: [10s, 1m]
      top-windows: [1m]
      top-dimensions: [%s]
      top: %d
      visitor-windows: [1m]
    outputs:
      traffic: {to: [{kafka: %s}]}
      top: {to: [{kafka: %s}]}
      visitors: {to: [{kafka: %s}]}
    """
        .formatted(REQUESTS, time(), String.join(", ", DIMENSIONS), LISTED, TRAFFIC, TOP, VISITORS);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    network =
        new EdgeRequestSimulator(
            seed,
            EdgeSettings.small(start)
                .withInput(Demo.LIMITS, WINDOWS.get(0))
                .withLoad(100, duration));
    return network;
  }

  @Override
  LiveView view() {
    return new LatestWindow(
        TRAFFIC,
        Traffic.getClassSchema(),
        "requests/s and hit ratio of site-1",
        LatestWindow.ofSize(WINDOWS.get(0))
            .and(result -> result.get("site").toString().startsWith("site-1")),
        result -> result.get("pop").toString(),
        TrafficAct::figures);
  }

  private static String figures(GenericRecord result) {
    double rate = (Long) result.get("requests") / 10.0;
    Object ratio = result.get("hit_ratio");
    return ratio == null ? "%.1f".formatted(rate) : "%.1f (%.2f)".formatted(rate, (Double) ratio);
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    EdgeTruth truth = network.truth();
    SetAside aside = SetAside.of(this, played);
    Set<Served.Id> late =
        aside.lateIds(
            EdgeRequest.getClassSchema(),
            request ->
                new Served.Id(
                    ResultRecords.text(request, "source"), (Long) request.get("sequence")));
    // Sent late, and yet in time: event time had not come so far, after the failure.
    truth.late().stream().filter(one -> !late.remove(one.id())).forEach(truth::add);
    out.printf(
        "Accounting   %,d read = %,d processed + %,d dead + %,d late + %,d future + %,d"
            + " duplicates%n",
        played.total(),
        truth.requests(),
        aside.dead(),
        aside.late().size(),
        aside.future(),
        played.sent(Truth.DUPLICATE));
    boolean good = Played.holds(out, "dead letters", played.sent(Truth.MALFORMED), aside.dead());
    good &= Played.holds(out, "requests late that were sent in time", 0, late.size());
    good &= Played.holds(out, "from the future", played.sent(Truth.FUTURE), aside.future());
    good &=
        Played.holds(
            out,
            "requests accounted for",
            played.total(),
            truth.requests()
                + aside.dead()
                + aside.late().size()
                + aside.future()
                + played.sent(Truth.DUPLICATE));
    TrafficOracle oracle = new TrafficOracle(truth);
    Verdict traffic =
        oracle.judgeTraffic(played.results(TRAFFIC, Traffic.getClassSchema()), WINDOWS);
    Verdict top =
        oracle.judgeTop(played.results(TOP, Top.getClassSchema()), TOP_WINDOWS, DIMENSIONS, LISTED);
    out.println("Traffic      " + traffic);
    out.println("Top          " + top);
    network.incidents().forEach(incident -> out.println("Injected     " + incident.describe()));
    return good && traffic.isGood() && top.isGood();
  }
}
