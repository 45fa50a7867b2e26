package io.millrace.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the demo may play. */
final class Program {
  /** The names of all acts, in the order in which they are told. */
  static final List<String> NAMES =
      List.of("rollup", "traffic", "oee", "anomaly", "red", "graph", "jobs", "cost", "delivery");

  private Program() {}

  /**
   * The acts of these names.
   *
   * @param duration how long they are played
   * @param rate readings a second of industrial/rollup
   */
  static List<Act> acts(List<String> names, Duration duration, int rate, long seed) {
    return NAMES.stream()
        .filter(names::contains)
        .map(name -> act(name, duration, rate, seed))
        .toList();
  }

  private static Act act(String name, Duration duration, int rate, long seed) {
    return switch (name) {
      case "rollup" -> new RollupAct(duration, rate, seed);
      case "traffic" -> new TrafficAct(duration, seed);
      case "oee" -> new OeeAct(duration, seed);
      case "anomaly" -> new AnomalyAct(duration, seed);
      case "red" -> new RedAct(duration, seed);
      case "graph" -> new GraphAct(duration, seed);
      case "jobs" -> new JobsAct(duration, seed, Instant.now());
      case "cost" -> new CostAct(duration, seed, Instant.now());
      case "delivery" -> new DeliveryAct(duration, seed);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
