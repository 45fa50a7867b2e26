package io.millrace.demo;

import io.millrace.schemas.hpc.Usage;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.cluster.ClusterSettings;
import io.millrace.simulators.cluster.ClusterSimulator;
import io.millrace.simulators.cluster.ClusterTruth;
import io.millrace.simulators.cluster.UsageFigures;
import io.millrace.simulators.cluster.UsageOracle;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;

/** What jobs used of an HPC cluster in the last twelve hours, played in the time of the demo. */
final class JobsAct extends Act {
  private static final String JOBS = "cluster.jobs";
  private static final String RESULTS = "analytics.usage";

  private final Duration duration;
  private final long seed;
  private final ClusterSettings settings;
  private ClusterSimulator cluster;

  JobsAct(Duration duration, long seed, Instant now) {
    super("jobs", "hpc/jobs", Map.of(ClusterSimulator.INPUT, JOBS), List.of(RESULTS));
    this.duration = duration;
    this.seed = seed;
    Duration past = ClusterSettings.small(now.truncatedTo(ChronoUnit.SECONDS)).duration();
    this.settings = ClusterSettings.small(now.minus(past).truncatedTo(ChronoUnit.SECONDS));
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
    pipeline: demo/jobs
    about: What jobs used of the demo's cluster.
    uses: hpc/jobs
    inputs:
      jobs:
        from: {kafka: %s}
        time: %s
    parameters: {window: [hour, day]}
    outputs:
      usage: {to: [{kafka: %s}]}
    """
        .formatted(
            JOBS,
            time(settings.limits().outOfOrderness(), settings.limits().lateness(), Demo.MAX_FUTURE),
            RESULTS);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    cluster = new ClusterSimulator(seed, settings);
    return cluster;
  }

  @Override
  LiveView view() {
    Predicate<GenericRecord> wanted =
        result ->
            result.get("window_kind").toString().equals("HOUR")
                && result.get("dimension").toString().equals("queue");
    return new LatestWindow(
        RESULTS,
        Usage.getClassSchema(),
        "processor-hours and jobs started",
        wanted,
        result -> result.get("series").toString(),
        JobsAct::figures);
  }

  private static String figures(GenericRecord result) {
    Long seconds = (Long) result.get("processor_seconds");
    return (seconds == null ? "-" : "%.0f".formatted(seconds / 3_600.0))
        + " "
        + result.get("started");
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    SetAside aside = SetAside.of(this, played);
    long copies = played.sent(Truth.DUPLICATE);
    out.printf(
        "Accounting   %,d read = %,d processed + %,d dead + %,d copies, which make no difference%n",
        played.total(), played.total() - aside.dead() - copies, aside.dead(), copies);
    boolean good = Played.holds(out, "dead letters", played.sent(Truth.MALFORMED), aside.dead());
    good &= Played.holds(out, "late events", 0, aside.late().size());
    good &= Played.holds(out, "from the future", 0, aside.future());
    ClusterTruth truth = cluster.truth();
    Map<ClusterTruth.Key, UsageFigures> expected = new TreeMap<>(truth.hours());
    expected.putAll(truth.days());
    Verdict verdict = UsageOracle.judge(expected, played.results(RESULTS, Usage.getClassSchema()));
    out.println("Usage        " + verdict);
    return good && verdict.isGood();
  }
}
