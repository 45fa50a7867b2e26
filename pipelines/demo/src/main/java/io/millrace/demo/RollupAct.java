package io.millrace.demo;

import io.millrace.schemas.industrial.Rollup;
import io.millrace.sdk.Durations;
import io.millrace.simulators.PlantSettings;
import io.millrace.simulators.PlantSimulator;
import io.millrace.simulators.SimulatedRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Statistics of all sensors of a plant, to Kafka and to PostgreSQL. */
final class RollupAct extends Act {
  static final String READINGS = "plant.readings";
  static final String RESULTS = "analytics.rollup";
  static final String TABLE = "rollup";
  static final List<Duration> WINDOWS = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));

  private static final int MACHINES = 10;
  private static final int SENSORS = 4;

  private final Duration duration;
  private final int rate;
  private final long seed;

  /**
   * @param rate readings a second, of all sensors together
   */
  RollupAct(Duration duration, int rate, long seed) {
    super("rollup", "industrial/rollup", Map.of(PlantSimulator.INPUT, READINGS), List.of(RESULTS));
    this.duration = duration;
    this.rate = rate;
    this.seed = seed;
  }

  @Override
  int parallelism() {
    return 2;
  }

  @Override
  String stateBackend() {
    return "rocksdb";
  }

  @Override
  String definition() {
    return """
    version: 1
    pipeline: demo/rollup
    about: Statistics of every sensor of the demo's plant over ten seconds and a minute.
    uses: industrial/rollup
    inputs:
      readings:
        from: {kafka: %s}
        time: %s
        deduplicate: {by: [source, sequence], within: 5m}
    parameters: {windows: [%s]}
    outputs:
      rollup:
        to: [{kafka: %s}, {postgres: %s}]
    """
        .formatted(
            READINGS,
            time(),
            WINDOWS.stream().map(Durations::format).collect(Collectors.joining(", ")),
            RESULTS,
            TABLE);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    Duration period = Duration.ofNanos(1_000_000_000L * MACHINES * SENSORS / rate);
    return new PlantSimulator(
        seed,
        new PlantSettings(
            MACHINES,
            SENSORS,
            start,
            period,
            duration,
            Demo.LIMITS.outOfOrderness(),
            Demo.LIMITS.lateness(),
            WINDOWS.get(0),
            PlantSettings.FaultRates.SOME));
  }

  @Override
  LiveView view() {
    return new LatestWindow(
        RESULTS,
        Rollup.getClassSchema(),
        "mean of sensor-1",
        LatestWindow.ofSize(WINDOWS.get(0))
            .and(result -> result.get("sensor").toString().equals("sensor-1")),
        result -> result.get("source").toString(),
        result -> "%.1f".formatted((Double) result.get("mean")));
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    return new RollupJudgement(this, played).pronounce(out);
  }
}
