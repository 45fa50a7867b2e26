package io.millrace.demo;

import io.millrace.simulators.SimulatedRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One pipeline of the demo: what is played to it, and how its results are shown and judged. */
interface Act {

  /** How it is chosen by {@code --only}. */
  String name();

  /** The pipeline of the catalog that it runs. */
  String uses();

  /** Topics of the telemetry, by the names of the inputs. */
  Map<String, String> inputs();

  /** Topics of the results. */
  List<String> outputs();

  /** In how many partitions the telemetry lies, and how many subtasks read it. */
  default int parallelism() {
    return 1;
  }

  /** The definition, as a user would write it. */
  String definition();

  /**
   * The telemetry.
   *
   * @param start its first instant
   */
  Iterator<SimulatedRecord> telemetry(Instant start);

  /** Seconds of telemetry that are played in one second. */
  default double speed() {
    return 1;
  }

  /** The first instant of the telemetry, which is played from now on. */
  default Instant begin(Instant now) {
    return now;
  }

  /** Of results as they come; none if nothing is shown of them. */
  LiveView view();

  /** Says what became of the telemetry, all of which was played; whether all is as it should be. */
  boolean judge(Played played, PrintWriter out) throws IOException;

  /**
   * Where its state is kept. What is small is kept on the heap: RocksDB costs memory of its own.
   */
  default String stateBackend() {
    return "hashmap";
  }

  /** The name of its deployment. */
  default String deployment() {
    return "demo-" + name();
  }

  /** The consumer group that follows from the deployment. */
  default String group() {
    return "millrace." + deployment() + ".0";
  }

  /** Topic of the records that it could not read. */
  default String deadLetters() {
    return "demo." + name() + ".dead-letters";
  }

  /** Topic of what came too late, or from the future. */
  default String late() {
    return "demo." + name() + ".late";
  }
}
