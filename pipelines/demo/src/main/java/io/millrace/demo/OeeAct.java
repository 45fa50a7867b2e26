package io.millrace.demo;

import static java.util.stream.Collectors.toMap;

import io.millrace.schemas.industrial.Oee;
import io.millrace.sdk.Durations;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.machines.MachineFigures;
import io.millrace.simulators.machines.MachineSettings;
import io.millrace.simulators.machines.MachineSimulator;
import io.millrace.simulators.machines.MachineTruth;
import io.millrace.simulators.machines.OeeOracle;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** How effective the machines of a plant are whose gateways lose their link. */
final class OeeAct extends Act {
  private static final String RESULTS = "analytics.oee";
  private static final Duration ROLLING = Duration.ofSeconds(10);

  private final Duration duration;
  private final long seed;
  private MachineSimulator plant;

  OeeAct(Duration duration, long seed) {
    super(
        "oee",
        "industrial/oee",
        MachineSimulator.INPUTS.stream().collect(toMap(input -> input, input -> "plant." + input)),
        List.of(RESULTS));
    this.duration = duration;
    this.seed = seed;
  }

  @Override
  String definition() {
    return """
    version: 1
    pipeline: demo/oee
    about: Effectiveness of the demo's machines in every shift, hour and ten seconds.
    uses: industrial/oee
    inputs:
      states:
        from: {kafka: plant.states}
        time: %1$s
        deduplicate: {by: [machine, source, sequence], within: 5m}
      counts:
        from: {kafka: plant.counts}
        time: %1$s
        deduplicate: {by: [machine, source, sequence], within: 5m}
      calendar:
        from: {kafka: plant.calendar}
        time: {out-of-orderness: 1d, lateness: 35d, idle-after: 2s}
      cycles:
        from: {kafka: plant.cycles}
        time: {out-of-orderness: 1d, lateness: 730d, idle-after: 2s}
    parameters: {windows: [shift, hour, rolling], rolling: %2$s, rolling-every: %2$s}
    outputs:
      oee: {to: [{kafka: %3$s}]}
    """
        .formatted(time(), Durations.format(ROLLING), RESULTS);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    plant = new MachineSimulator(seed, MachineSettings.small(start).with(duration, Demo.LIMITS));
    return plant;
  }

  @Override
  LiveView view() {
    return new LatestWindow(
        RESULTS,
        Oee.getClassSchema(),
        "OEE",
        result -> result.get("window_kind").toString().equals("ROLLING"),
        result -> result.get("machine").toString(),
        OeeAct::figure);
  }

  private static String figure(GenericRecord result) {
    Double oee = (Double) result.get("oee");
    return oee == null ? "-" : "%.2f".formatted(oee);
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    SetAside aside = SetAside.of(this, played);
    boolean good = Played.holds(out, "dead letters", played.sent(Truth.MALFORMED), aside.dead());
    good &= Played.holds(out, "late facts", 0, aside.late().size());
    MachineTruth truth = plant.truth();
    Map<MachineTruth.Key, MachineFigures> expected = new TreeMap<>(truth.shifts());
    expected.putAll(truth.windows("ROLLING", ROLLING));
    expected.putAll(truth.windows("HOUR", Duration.ofHours(1)));
    Verdict verdict = OeeOracle.judge(expected, played.results(RESULTS, Oee.getClassSchema()));
    out.println("OEE          " + verdict);
    plant.faults().forEach(fault -> out.println("Injected     " + fault.describe()));
    return good && verdict.isGood();
  }
}
