package io.millrace.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.Durations;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.fleet.DeliveryOracle;
import io.millrace.simulators.fleet.FleetSettings;
import io.millrace.simulators.fleet.FleetSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** How the readings of a few nodes arrive, and which do not. */
final class DeliveryAct extends Act {
  private static final String READINGS = "fleet.readings";
  private static final String RESULTS = "analytics.delivery";
  private static final Duration PERIOD = Duration.ofMillis(250);
  private static final Duration WINDOW = Duration.ofSeconds(5);

  /** A clock that jumps ahead leaves a hole as well, of up to 5 s. */
  private static final Duration SILENT_AFTER = Duration.ofSeconds(6);

  private final Duration duration;
  private final long seed;
  private FleetSimulator fleet;

  DeliveryAct(Duration duration, long seed) {
    super(
        "delivery", "platform/delivery", Map.of(FleetSimulator.INPUT, READINGS), List.of(RESULTS));
    this.duration = duration;
    this.seed = seed;
  }

  @Override
  String definition() {
    return """
    version: 1
    pipeline: demo/delivery
    about: How the readings of the demo's nodes arrive, and which do not.
    uses: platform/delivery
    inputs:
      events:
        from: {kafka: %s}
        time: %s
    parameters: {window: %s, silent-after: %s, retention: 1h}
    outputs:
      delivery: {to: [{kafka: %s}]}
    """
        .formatted(
            READINGS, time(), Durations.format(WINDOW), Durations.format(SILENT_AFTER), RESULTS);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    fleet =
        new FleetSimulator(
            seed, FleetSettings.of(start, duration, PERIOD, Demo.LIMITS, Demo.MAX_FUTURE));
    return fleet;
  }

  @Override
  LiveView view() {
    return new LatestWindow(
        RESULTS,
        Delivery.getClassSchema(),
        "delay p50 in ms",
        result -> true,
        result -> result.get("source").toString(),
        DeliveryAct::figure);
  }

  private static String figure(GenericRecord result) {
    Double delay = (Double) result.get("delay_p50");
    return (Boolean) result.get("silent")
        ? "silent"
        : delay == null ? "-" : "%.0f".formatted(1_000 * delay);
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    SetAside aside = SetAside.of(this, played);
    Map<Kind, Long> injected =
        fleet.faults().stream().collect(groupingBy(InjectedFault::kind, TreeMap::new, counting()));
    out.println("Injected     " + injected);
    boolean good = Played.holds(out, "dead letters", 0, aside.dead());
    good &= Played.holds(out, "late readings", 0, aside.late().size());
    Verdict verdict =
        DeliveryOracle.judge(
            fleet.truth(WINDOW),
            SILENT_AFTER,
            played.total(),
            played.results(RESULTS, Delivery.getClassSchema()));
    out.println("Delivery     " + verdict);
    return good && verdict.isGood();
  }
}
