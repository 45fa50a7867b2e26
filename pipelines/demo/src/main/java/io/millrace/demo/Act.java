package io.millrace.demo;

import io.millrace.sdk.Durations;
import io.millrace.simulators.SimulatedRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One pipeline of the demo: what is played to it, and how its results are shown and judged. */
abstract class Act {
  private final String name;
  private final String uses;
  private final Map<String, String> inputs;
  private final List<String> outputs;

  /**
   * @param name how it is chosen by {@code --only}
   * @param uses the pipeline of the catalog that it runs
   * @param inputs topics of the telemetry, by the names of the inputs
   * @param outputs topics of the results
   */
  Act(String name, String uses, Map<String, String> inputs, List<String> outputs) {
    this.name = name;
    this.uses = uses;
    this.inputs = Map.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
  }

  /** How it is chosen by {@code --only}. */
  final String name() {
    return name;
  }

  /** The pipeline of the catalog that it runs. */
  final String uses() {
    return uses;
  }

  /** Topics of the telemetry, by the names of the inputs. */
  final Map<String, String> inputs() {
    return inputs;
  }

  /** Topics of the results. */
  final List<String> outputs() {
    return outputs;
  }

  /** In how many partitions the telemetry lies, and how many subtasks read it. */
  int parallelism() {
    return 1;
  }

  /** Field {@code time} of an input that is played within the demo's limits. */
  static String time() {
    return time(Demo.LIMITS.outOfOrderness(), Demo.LIMITS.lateness(), Demo.MAX_FUTURE);
  }

  /**
   * Field {@code time} of an input that is played within other limits. No partition is passed over
   * that is silent only while its job comes back.
   */
  static String time(Duration outOfOrderness, Duration lateness, Duration maxFuture) {
    return "{out-of-orderness: %s, lateness: %s, idle-after: 1m, max-future: %s}"
        .formatted(
            Durations.format(outOfOrderness),
            Durations.format(lateness),
            Durations.format(maxFuture));
  }

  /** The definition, as a user would write it. */
  abstract String definition();

  /**
   * The telemetry.
   *
   * @param start its first instant
   */
  abstract Iterator<SimulatedRecord> telemetry(Instant start);

  /** Seconds of telemetry that are played in one second. */
  double speed() {
    return 1;
  }

  /** The first instant of the telemetry, which is played from now on. */
  Instant begin(Instant now) {
    return now;
  }

  /** Of results as they come; none if nothing is shown of them. */
  abstract LiveView view();

  /** Says what became of the telemetry, all of which was played; whether all is as it should be. */
  abstract boolean judge(Played played, PrintWriter out) throws IOException;

  /**
   * Where its state is kept. What is small is kept on the heap: RocksDB costs memory of its own.
   */
  String stateBackend() {
    return "hashmap";
  }

  /** The name of its deployment. */
  String deployment() {
    return "demo-" + name();
  }

  /** The consumer group that follows from the deployment. */
  String group() {
    return "millrace." + deployment() + ".0";
  }

  /** Topic of the records that it could not read. */
  String deadLetters() {
    return "demo." + name() + ".dead-letters";
  }

  /** Topic of what came too late, or from the future. */
  String late() {
    return "demo." + name() + ".late";
  }
}
