package io.millrace.simulators.machines;

import io.millrace.simulators.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the machines of a simulated plant did in any window, from the simulator's own course of
 * events.
 */
public final class MachineTruth {
  private final List<Machine> machines;
  private final Calendar calendar;
  private final Span time;

  MachineTruth(List<Machine> machines, Calendar calendar, Span time) {
    this.machines = machines;
    this.calendar = calendar;
    this.time = time;
  }

  /** One machine in one window; times in us since 1970-01-01T00:00:00Z. */
  public record Key(String machine, String kind, long start, long end) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return machine
          + " "
          + kind
          + " ["
          + Delivery.instant(start)
          + ", "
          + Delivery.instant(end)
          + ")";
    }
  }

  /** Every machine in every shift. */
  public Map<Key, MachineFigures> shifts() {
    Map<Key, MachineFigures> all = new TreeMap<>();
    for (Machine machine : machines) {
      calendar.shifts().forEach(shift -> all.put(key(machine, "SHIFT", shift), of(machine, shift)));
    }
    return all;
  }

  /**
   * Every machine in windows of one size, one behind the other, in which something was planned or
   * happened.
   *
   * @param kind how industrial/oee names such windows
   */
  public Map<Key, MachineFigures> windows(String kind, Duration size) {
    long length = Delivery.micros(size);
    Map<Key, MachineFigures> all = new TreeMap<>();
    for (Machine machine : machines) {
      long first = Math.floorDiv(time.from(), length) * length;
      // What ends the plant's time still happens in a window.
      for (long start = first; start <= time.to(); start += length) {
        Span window = new Span(start, start + length);
        if (calendar.planned(window) > 0 || eventful(machine, window)) {
          all.put(key(machine, kind, window), of(machine, window));
        }
      }
    }
    return all;
  }

  private static Key key(Machine machine, String kind, Span window) {
    return new Key(machine.name(), kind, window.from(), window.to());
  }

  private static boolean eventful(Machine machine, Span window) {
    return machine.spells().stream().anyMatch(spell -> window.holds(spell.time().from()))
        || machine.reports().stream().anyMatch(report -> window.holds(report.time()));
  }

  private MachineFigures of(Machine machine, Span window) {
    Map<String, Long> spent = new TreeMap<>();
    Map<String, Long> stops = new TreeMap<>();
    long unplanned = 0;
    long failures = 0;
    for (Spell spell : machine.spells()) {
      Span part = spell.time().and(window);
      long planned = calendar.planned(part);
      spent.merge(spell.activity().column(), planned, Long::sum);
      if (spell.activity() == Activity.PRODUCING) {
        unplanned += part.to() - part.from() - planned;
      } else if (planned > 0) {
        stops.merge(spell.activity().reason(), planned, Long::sum);
      }
      boolean failed = spell.activity() == Activity.FAILED;
      failures += failed && window.holds(spell.time().from()) ? 1 : 0;
    }
    List<Report> reports =
        new ArrayList<>(
            machine.reports().stream().filter(one -> window.holds(one.time())).toList());
    Tally parts = reports.stream().map(Report::made).reduce(Tally.NONE, Tally::plus);
    long ideal = 0;
    long idealGood = 0;
    for (Report report : reports) {
      ideal += report.product().idealNanos() * report.made().produced();
      idealGood += report.product().idealNanos() * report.made().good();
    }
    return new MachineFigures(
        calendar.planned(window),
        spent,
        unplanned,
        stops,
        failures,
        parts.produced(),
        parts.good(),
        parts.scrap(),
        parts.rework(),
        ideal,
        idealGood,
        window.to() - window.from());
  }
}
