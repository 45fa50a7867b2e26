package io.millrace.benchmarks.state;

import io.millrace.industrial.anomaly.SensorAnomalyPipeline;
import io.millrace.industrial.oee.OeePipeline;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.ShiftCalendar;
import java.time.Duration;
import java.util.List;

/** Workloads of plants. */
final class IndustrialWorkloads {
  private IndustrialWorkloads() {}

  static Workload sensorAnomaly() {
    return new Workload(
        new SensorAnomalyPipeline(),
        Duration.ofHours(1),
        List.of(
            new Workload.Given(
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
  static Workload oee() {
    Duration live = Duration.ofSeconds(30);
    Duration lateness = Duration.ofDays(7);
    return new Workload(
        new OeePipeline(),
        Duration.ofDays(1),
        List.of(
            new Workload.Given(
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
            new Workload.Given(
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
            new Workload.Given(
                "calendar", ShiftCalendar.class, live, lateness, (n, hot, time) -> null),
            new Workload.Given(
                "cycles", IdealCycleTime.class, live, lateness, (n, hot, time) -> null)));
  }
}
