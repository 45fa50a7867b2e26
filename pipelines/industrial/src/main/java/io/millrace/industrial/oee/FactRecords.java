package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.ShiftCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** The records of the inputs as facts, and back. */
final class FactRecords {
  /** The longest shift: windows of it are kept open that long. */
  static final Duration LONGEST_SHIFT = Duration.ofDays(2);

  private static final Duration LONGEST_STOP = Duration.ofDays(366);

  /** Beyond it a number is no count of parts, and sums of it could overflow. */
  private static final long MOST_PARTS = 1_000_000_000_000L;

  private static final double LONGEST_CYCLE_S = 86_400;

  private FactRecords() {}

  /** Whether the numbers can be parts: none negative, and one of them there. */
  static boolean usable(PartCount count) {
    Long[] numbers = {
      count.getProduced(), count.getGood(), count.getScrap(), count.getRework(),
    };
    boolean none = true;
    for (Long number : numbers) {
      if (number != null && (number < 0 || number > MOST_PARTS)) {
        return false;
      }
      none &= number == null;
    }
    return !none;
  }

  /** Whether the entry has an end after its start, and not too long after it. */
  static boolean usable(ShiftCalendar entry) {
    long length = micros(entry.getEnd()) - micros(entry.getEventTime());
    Duration longest = entry.getKind() == CalendarKind.SHIFT ? LONGEST_SHIFT : LONGEST_STOP;
    return length > 0
        && length <= ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(longest));
  }

  /** Whether the time is one that a part can take: 1 ns to a day. */
  static boolean usable(IdealCycleTime cycle) {
    double seconds = cycle.getIdealCycleS();
    return seconds >= 1e-9 && seconds <= LONGEST_CYCLE_S;
  }

  static Fact of(MachineState state) {
    return new Fact.State(
        micros(state.getEventTime()),
        state.getState(),
        state.getMode(),
        state.getReason(),
        state.getOrder(),
        state.getId(),
        state.getSupersedes(),
        state.getSource(),
        state.getEpoch(),
        state.getSequence());
  }

  static Fact of(PartCount count) {
    return new Fact.Count(
        micros(count.getEventTime()),
        count.getTemporality(),
        count.getCounter(),
        count.getProduct(),
        count.getOrder(),
        count.getProduced(),
        count.getGood(),
        count.getScrap(),
        count.getRework(),
        count.getSource(),
        count.getEpoch(),
        count.getSequence());
  }

  static Fact of(ShiftCalendar entry) {
    return new Fact.Entry(
        micros(entry.getEventTime()),
        micros(entry.getEnd()),
        entry.getKind(),
        entry.getName(),
        entry.getId(),
        entry.getSupersedes(),
        entry.getSequence());
  }

  static Fact of(IdealCycleTime cycle) {
    return new Fact.Cycle(
        micros(cycle.getEventTime()),
        cycle.getProduct(),
        cycle.getIdealCycleS(),
        cycle.getSequence());
  }

  /** The records from which facts were made: those that are of a type. */
  static <T> Stream<T> records(String machine, Fact fact, Class<T> type) {
    Object record;
    if (fact instanceof Fact.State state) {
      record = record(machine, state);
    } else if (fact instanceof Fact.Count count) {
      record = record(machine, count);
    } else if (fact instanceof Fact.Entry entry) {
      record = record(machine, entry);
    } else {
      record = record(machine, (Fact.Cycle) fact);
    }
    return Stream.of(record).filter(type::isInstance).map(type::cast);
  }

  private static MachineState record(String machine, Fact.State state) {
    return new MachineState(
        machine,
        instant(state.time()),
        state.state(),
        state.mode(),
        state.reason(),
        state.order(),
        state.id(),
        state.supersedes(),
        state.source(),
        state.epoch(),
        state.sequence());
  }

  private static PartCount record(String machine, Fact.Count count) {
    return new PartCount(
        machine,
        instant(count.time()),
        count.temporality(),
        count.counter(),
        count.product(),
        count.order(),
        count.produced(),
        count.good(),
        count.scrap(),
        count.rework(),
        count.source(),
        count.epoch(),
        count.sequence());
  }

  private static ShiftCalendar record(String machine, Fact.Entry entry) {
    return new ShiftCalendar(
        machine,
        instant(entry.time()),
        instant(entry.end()),
        entry.type(),
        entry.name(),
        entry.id(),
        entry.supersedes(),
        entry.sequence());
  }

  private static IdealCycleTime record(String machine, Fact.Cycle cycle) {
    return new IdealCycleTime(
        machine, instant(cycle.time()), cycle.product(), cycle.seconds(), cycle.sequence());
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
