package io.millrace.demo;

import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.simulators.EpisodeOracle;
import io.millrace.simulators.PlantSettings;
import io.millrace.simulators.PlantSettings.FaultRates;
import io.millrace.simulators.PlantSimulator;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Which readings of a few fast sensors are not what they should be. */
final class AnomalyAct extends Act {
  private static final String READINGS = "press.readings";
  private static final String SCORES = "analytics.sensor-scores";
  private static final String EPISODES = "analytics.anomaly-episodes";
  private static final Duration PERIOD = Duration.ofMillis(40);
  private static final int WARM_UP = 250;
  // No drift: it is told after 10,000 readings, and there are fewer here.
  private static final FaultRates FAULTS =
      new FaultRates(0, 0.003, 0.005, 0, 0, 0.001, Duration.ZERO);

  private final Duration duration;
  private final long seed;
  private PlantSimulator press;
  private Instant warm;

  AnomalyAct(Duration duration, long seed) {
    super(
        "anomaly",
        "industrial/sensor-anomaly",
        Map.of(PlantSimulator.INPUT, READINGS),
        List.of(SCORES, EPISODES));
    this.duration = duration;
    this.seed = seed;
  }

  @Override
  String definition() {
    return """
    version: 1
    pipeline: demo/anomaly
    about: Unusual readings of four sensors of the demo's presses.
    uses: industrial/sensor-anomaly
    inputs:
      readings:
        from: {kafka: %s}
        time: %s
        deduplicate: {by: [source, sequence], within: 5m}
    parameters: {warm-up: %d, false-alarm-rate: 0.001, suppress: 20, episode-gap: 1s}
    outputs:
      scores: {to: [{kafka: %s}]}
      episodes: {to: [{kafka: %s}]}
    """
        .formatted(
            READINGS,
            time(Demo.LIMITS.outOfOrderness(), Duration.ZERO, Demo.MAX_FUTURE),
            WARM_UP,
            SCORES,
            EPISODES);
  }

  @Override
  Iterator<SimulatedRecord> telemetry(Instant start) {
    warm = start.plus(PERIOD.multipliedBy(WARM_UP));
    press =
        new PlantSimulator(
            seed,
            new PlantSettings(
                2,
                2,
                start,
                PERIOD,
                duration,
                Demo.LIMITS.outOfOrderness(),
                Demo.LIMITS.lateness(),
                Duration.ofSeconds(10),
                FAULTS));
    return press;
  }

  @Override
  LiveView view() {
    return new LatestEpisodes(EPISODES);
  }

  @Override
  boolean judge(Played played, PrintWriter out) throws IOException {
    SetAside aside = SetAside.of(this, played);
    boolean good = Played.holds(out, "dead letters", played.sent(Truth.MALFORMED), aside.dead());
    good &= Played.holds(out, "late events", 0, aside.late().size());
    EpisodeOracle.Recall recall =
        EpisodeOracle.recall(
            press.faults(), warm, played.results(EPISODES, AnomalyEpisode.getClassSchema()));
    out.println("Anomalies    " + recall);
    return good && recall.isGood();
  }
}
