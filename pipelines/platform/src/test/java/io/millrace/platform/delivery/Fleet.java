package io.millrace.platform.delivery;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.fleet.FleetSettings;
import io.millrace.simulators.fleet.FleetSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A simulated fleet, and what is to be seen of it: by source, and the minute counted from start.
 */
final class Fleet {
  static {
    AvroTrust.establish();
  }

  private static final FleetSettings SETTINGS = FleetSettings.SHORT;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<SensorReading> readings = new ArrayList<>();
  private final List<InjectedFault> faults;
  private Instant last = Instant.MIN;

  Fleet(long seed) {
    FleetSimulator simulator = new FleetSimulator(seed, SETTINGS);
    while (simulator.hasNext()) {
      SimulatedRecord record = simulator.next();
      SensorReading reading = FleetSimulator.read(record);
      readings.add(
          SensorReading.newBuilder(reading).setValue((double) record.due().toEpochMilli()).build());
      Instant time = simulator.countsAt(reading, record.due());
      last = time.isAfter(last) ? time : last;
    }
    faults = simulator.faults();
  }

  static FleetSettings settings() {
    return SETTINGS;
  }

  /** In the order of their arrival, which is their value, in ms since 1970-01-01T00:00:00Z. */
  List<SensorReading> readings() {
    return readings;
  }

  /** Those of sources whose time never runs back while they count on. */
  List<SensorReading> readingsOfRightClocks() {
    Set<String> wrong = new TreeSet<>();
    faults(Kind.CLOCK_AHEAD).forEach(fault -> wrong.add(fault.source()));
    faults(Kind.CLOCK_BEHIND).forEach(fault -> wrong.add(fault.source()));
    return readings.stream().filter(reading -> !wrong.contains(reading.getSource())).toList();
  }

  /** How much of a fault each minute holds. */
  Map<String, Long> amounts(Kind kind) {
    Map<String, Long> amounts = new TreeMap<>();
    for (InjectedFault fault : faults(kind)) {
      long amount = kind == Kind.GAP ? (long) fault.size() : 1;
      amounts.merge(cell(fault.source(), fault.from()), amount, Long::sum);
    }
    return amounts;
  }

  /** The minutes at whose end a source has been silent for too long. */
  Set<String> silences(Duration allowed) {
    Set<String> silent = new TreeSet<>();
    // Time has gone no further than the watermark, where the input ends.
    Instant reached = last.minus(SETTINGS.outOfOrderness());
    for (InjectedFault fault : faults(Kind.SILENCE)) {
      Instant end = SETTINGS.start();
      while (!end.isAfter(fault.to()) && !end.isAfter(reached)) {
        if (Duration.between(fault.from(), end).compareTo(allowed) > 0) {
          silent.add(cell(fault.source(), end.minus(MINUTE)));
        }
        end = end.plus(MINUTE);
      }
    }
    return silent;
  }

  /** The minutes in which all readings of a source have a wrong clock. */
  Set<String> skewed(Kind kind) {
    return minutes(kind, false);
  }

  /** The minutes in which a reading of a source may have a wrong clock. */
  Set<String> perhapsSkewed(Kind kind) {
    return minutes(kind, true);
  }

  private Set<String> minutes(Kind kind, boolean perhaps) {
    Set<String> minutes = new TreeSet<>();
    for (InjectedFault fault : faults(kind)) {
      Duration clock = Duration.ofSeconds((long) fault.size());
      boolean isClamped = clock.compareTo(SETTINGS.maxFuture()) > 0;
      Duration shift =
          kind == Kind.CLOCK_BEHIND ? clock.negated() : isClamped ? Duration.ZERO : clock;
      Instant from = fault.from().plus(shift);
      Instant to = fault.to().plus(shift);
      if (perhaps && isClamped) {
        to = to.plus(SETTINGS.lateness());
      } else if (!perhaps) {
        // Until then there are readings of the right clock as well.
        from = kind == Kind.CLOCK_BEHIND ? fault.from() : from.plus(SETTINGS.outOfOrderness());
      }
      for (Instant start = SETTINGS.start(); start.isBefore(to); start = start.plus(MINUTE)) {
        Instant end = start.plus(MINUTE);
        boolean inside = !start.isBefore(from) && !end.isAfter(to);
        if (perhaps ? end.isAfter(from) : inside) {
          minutes.add(cell(fault.source(), start));
        }
      }
    }
    return minutes;
  }

  private List<InjectedFault> faults(Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).toList();
  }

  static String cell(Delivery record) {
    return cell(record.getSource(), record.getWindowStart());
  }

  private static String cell(String source, Instant time) {
    return source + " " + Duration.between(SETTINGS.start(), time).toMinutes();
  }
}
