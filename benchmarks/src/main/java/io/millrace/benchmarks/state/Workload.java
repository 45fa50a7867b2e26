package io.millrace.benchmarks.state;

import io.millrace.cdn.traffic.TrafficPipeline;
import io.millrace.industrial.anomaly.SensorAnomalyPipeline;
import io.millrace.industrial.oee.OeePipeline;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.ShiftCalendar;
import io.millrace.sdk.Pipeline;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A pipeline, and a stream for it of which one key has four events in five; each of the other
 * events is of a key of its own.
 *
 * @param span over which event times are spread evenly
 * @param inputs their times are those of the definition that is shipped
 */
record Workload(Pipeline<?> pipeline, Duration span, List<Given> inputs) {

  /** Makes the event with a number; null where an input has no such event. */
  interface Events extends Serializable {
    SpecificRecord event(long number, boolean hot, Instant time);
  }

  /** An input of a pipeline. */
  record Given(
      String name,
      Class<? extends SpecificRecord> type,
      Duration outOfOrderness,
      Duration lateness,
      Events events) {}

  /** By the name of the pipeline, without its domain. */
  static Workload of(String name) {
    return switch (name) {
      case "traffic" -> traffic();
      case "sensor-anomaly" -> sensorAnomaly();
      case "oee" -> oee();
      default ->
          throw new IllegalArgumentException(
              "no workload '" + name + "'; expected traffic, sensor-anomaly or oee");
    };
  }

  /**
   * An hour, all of which is kept: the lateness is two. A thousand sites in a thousand locations.
   */
  private static Workload traffic() {
    return new Workload(
        new TrafficPipeline(),
        Duration.ofHours(1),
        List.of(
            new Given(
                "requests",
                EdgeRequest.class,
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                Workload::request)));
  }

  private static EdgeRequest request(long number, boolean hot, Instant time) {
    return EdgeRequest.newBuilder()
        .setEventTime(time)
        .setSite(hot ? "hot" : "site" + number / 5 % 1_000)
        .setPop(hot ? "hot" : "pop" + number / 5_000)
        .setPath(hot ? "/hot" : "/path/" + number)
        .setClient("client" + number % 100_003)
        .setStatus(number % 100 == 0 ? 503 : 200)
        .setResponseBytes(1_000 + number % 9_000)
        .setBodyBytes(number % 9_000)
        .setCacheStatus(number % 10 == 0 ? CacheStatus.MISS : CacheStatus.HIT)
        .setTtfbMs(1 + number % 997 / 10.0)
        .setTotalMs(2 + number % 9_973 / 10.0)
        .build();
  }

  private static Workload sensorAnomaly() {
    return new Workload(
        new SensorAnomalyPipeline(),
        Duration.ofHours(1),
        List.of(
            new Given(
                "readings",
                SensorReading.class,
                Duration.ofSeconds(5),
                Duration.ZERO,
                (number, hot, time) ->
                    SensorReading.newBuilder()
                        .setSource(hot ? "hot" : "machine" + number)
                        .setSensor("temperature")
                        .setEventTime(time)
                        .setValue(20 + number % 1_009 / 100.0)
                        .setSequence(number)
                        .build())));
  }

  /** Of the events of the hot machine most count parts. */
  private static boolean isState(long number) {
    return number % 500 == 1;
  }

  /** A day, all of which is kept: the lateness is seven. */
  private static Workload oee() {
    Duration live = Duration.ofSeconds(30);
    Duration lateness = Duration.ofDays(7);
    return new Workload(
        new OeePipeline(),
        Duration.ofDays(1),
        List.of(
            new Given(
                "states",
                MachineState.class,
                live,
                lateness,
                (number, hot, time) ->
                    hot && !isState(number)
                        ? null
                        : MachineState.newBuilder()
                            .setMachine(hot ? "hot" : "machine" + number)
                            .setEventTime(time)
                            .setState(MachineryState.EXECUTING)
                            .setSequence(number)
                            .build()),
            new Given(
                "counts",
                PartCount.class,
                live,
                lateness,
                (number, hot, time) ->
                    hot && !isState(number)
                        ? PartCount.newBuilder()
                            .setMachine("hot")
                            .setEventTime(time)
                            .setProduced(1L)
                            .setScrap(number % 50 == 0 ? 1L : 0L)
                            .setSequence(number)
                            .build()
                        : null),
            new Given("calendar", ShiftCalendar.class, live, lateness, (n, hot, time) -> null),
            new Given("cycles", IdealCycleTime.class, live, lateness, (n, hot, time) -> null)));
  }
}
