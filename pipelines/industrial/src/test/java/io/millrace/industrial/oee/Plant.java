package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.PlannedBy;
import io.millrace.schemas.industrial.ShiftCalendar;
import io.millrace.schemas.industrial.WindowKind;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;

/** Small things that happen in a plant, at times of 2026-03-02 in UTC. */
final class Plant {
  static {
    AvroTrust.establish();
  }

  static final OeeParameters SHIFTS = parameters(WindowKind.SHIFT);

  private Plant() {}

  static OeeParameters parameters(WindowKind... windows) {
    return parameters("UTC", windows);
  }

  static OeeParameters parameters(String zone, WindowKind... windows) {
    return new OeeParameters(
        List.of(windows),
        zone,
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ZERO,
        PlannedBy.CALENDAR,
        Duration.ZERO,
        false,
        Duration.ofDays(1),
        Duration.ofDays(730));
  }

  static OeeParameters early(OeeParameters of, Duration early) {
    return new OeeParameters(
        of.windows(),
        of.zone(),
        of.rolling(),
        of.rollingEvery(),
        early,
        of.plannedBy(),
        of.microStop(),
        of.goodUnlessSaid(),
        of.stateValidFor(),
        of.referenceValidFor());
  }

  static OeeParameters plannedByStates(OeeParameters of) {
    return new OeeParameters(
        of.windows(),
        of.zone(),
        of.rolling(),
        of.rollingEvery(),
        of.early(),
        PlannedBy.STATES,
        of.microStop(),
        of.goodUnlessSaid(),
        of.stateValidFor(),
        of.referenceValidFor());
  }

  static OeeParameters microStop(OeeParameters of, Duration microStop) {
    return new OeeParameters(
        of.windows(),
        of.zone(),
        of.rolling(),
        of.rollingEvery(),
        of.early(),
        of.plannedBy(),
        microStop,
        of.goodUnlessSaid(),
        of.stateValidFor(),
        of.referenceValidFor());
  }

  static OeeParameters goodUnlessSaid(OeeParameters of) {
    return new OeeParameters(
        of.windows(),
        of.zone(),
        of.rolling(),
        of.rollingEvery(),
        of.early(),
        of.plannedBy(),
        of.microStop(),
        true,
        of.stateValidFor(),
        of.referenceValidFor());
  }

  static OeeParameters stateValidFor(OeeParameters of, Duration stateValidFor) {
    return new OeeParameters(
        of.windows(),
        of.zone(),
        of.rolling(),
        of.rollingEvery(),
        of.early(),
        of.plannedBy(),
        of.microStop(),
        of.goodUnlessSaid(),
        stateValidFor,
        of.referenceValidFor());
  }

  /** A time such as {@code 06:00} of 2026-03-02, or a whole instant. */
  static Instant at(String time) {
    return time.endsWith("Z")
        ? Instant.parse(time)
        : Instant.parse("2026-03-02T00:00:00Z").plusNanos(LocalTime.parse(time).toNanoOfDay());
  }

  static MachineState running(String time) {
    return state(time, MachineryState.EXECUTING, MachineryMode.PROCESSING).build();
  }

  static MachineState failed(String time) {
    return state(time, MachineryState.OUT_OF_SERVICE, MachineryMode.NONE).build();
  }

  static MachineState idle(String time) {
    return state(time, MachineryState.NOT_EXECUTING, MachineryMode.NONE).build();
  }

  static MachineState.Builder state(String time, MachineryState state, MachineryMode mode) {
    return MachineState.newBuilder()
        .setMachine("m1")
        .setEventTime(at(time))
        .setState(state)
        .setMode(mode);
  }

  static PartCount made(String time, long produced, long scrap) {
    return count(time).setProduced(produced).setScrap(scrap).build();
  }

  static PartCount totals(String time, long produced, long scrap) {
    return count(time)
        .setTemporality(CountTemporality.CUMULATIVE)
        .setProduced(produced)
        .setScrap(scrap)
        .build();
  }

  static PartCount.Builder count(String time) {
    return PartCount.newBuilder().setMachine("m1").setEventTime(at(time));
  }

  static ShiftCalendar shift(String from, String to) {
    return entry(from, to, CalendarKind.SHIFT).build();
  }

  static ShiftCalendar plannedStop(String from, String to) {
    return entry(from, to, CalendarKind.PLANNED_STOP).build();
  }

  static ShiftCalendar.Builder entry(String from, String to, CalendarKind kind) {
    return ShiftCalendar.newBuilder()
        .setMachine("m1")
        .setEventTime(at(from))
        .setEnd(at(to))
        .setKind(kind);
  }

  static IdealCycleTime cycle(double seconds) {
    return cycle(null, "2026-01-01T00:00:00Z", seconds);
  }

  static IdealCycleTime cycle(String product, String from, double seconds) {
    return IdealCycleTime.newBuilder()
        .setMachine("m1")
        .setEventTime(at(from))
        .setProduct(product)
        .setIdealCycleS(seconds)
        .build();
  }
}
