package io.millrace.simulators.fleet;

import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be seen of a simulated fleet, by cell: a source and a window of it, as {@link #cell}
 * names them.
 */
public final class FleetTruth {
  private final FleetSettings settings;
  private final Duration window;
  private final List<InjectedFault> faults;
  private final Instant last;

  /**
   * @param last the greatest time under which a reading counts
   */
  FleetTruth(FleetSettings settings, Duration window, List<InjectedFault> faults, Instant last) {
    this.settings = settings;
    this.window = window;
    this.faults = List.copyOf(faults);
    this.last = last;
  }

  FleetSettings settings() {
    return settings;
  }

  /** The cell of a source that holds a time. */
  public String cell(String source, Instant time) {
    return source + " " + start(time);
  }

  private Instant start(Instant time) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis()));
  }

  /** How much of a fault each cell holds: readings of gaps, else faults. */
  public Map<String, Long> amounts(Kind kind) {
    Map<String, Long> amounts = new TreeMap<>();
    for (InjectedFault fault : faults(kind)) {
      long amount = kind == Kind.GAP ? (long) fault.size() : 1;
      amounts.merge(cell(fault.source(), fault.from()), amount, Long::sum);
    }
    return amounts;
  }

  /** The cells at whose end a source has been silent for longer than is allowed. */
  public Set<String> silences(Duration allowed) {
    Set<String> silent = new TreeSet<>();
    // Time has gone no further than the watermark, where the input ends.
    Instant reached = last.minus(settings.outOfOrderness());
    for (InjectedFault fault : faults(Kind.SILENCE)) {
      Instant end = start(fault.from()).plus(window);
      while (!end.isAfter(fault.to()) && !end.isAfter(reached)) {
        if (Duration.between(fault.from(), end).compareTo(allowed) > 0) {
          silent.add(cell(fault.source(), end.minus(window)));
        }
        end = end.plus(window);
      }
    }
    return silent;
  }

  /** The cells in which all readings of a source have a wrong clock. */
  public Set<String> skewed(Kind kind) {
    return windows(kind, false);
  }

  /** The cells in which a reading of a source may have a wrong clock. */
  public Set<String> perhapsSkewed(Kind kind) {
    return windows(kind, true);
  }

  private Set<String> windows(Kind kind, boolean perhaps) {
    Set<String> cells = new TreeSet<>();
    for (InjectedFault fault : faults(kind)) {
      Duration clock = Duration.ofSeconds((long) fault.size());
      boolean isClamped = isClamped(fault);
      Duration shift =
          kind == Kind.CLOCK_BEHIND ? clock.negated() : isClamped ? Duration.ZERO : clock;
      Instant from = fault.from().plus(shift);
      Instant to = fault.to().plus(shift);
      if (perhaps && isClamped) {
        to = to.plus(settings.lateness());
      } else if (!perhaps) {
        // Until then there are readings of the right clock as well.
        from = kind == Kind.CLOCK_BEHIND ? fault.from() : from.plus(settings.outOfOrderness());
      }
      for (Instant start = start(from); start.isBefore(to); start = start.plus(window)) {
        boolean inside = !start.isBefore(from) && !start.plus(window).isAfter(to);
        if (perhaps || inside) {
          cells.add(cell(fault.source(), start));
        }
      }
    }
    return cells;
  }

  private List<InjectedFault> faults(Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).toList();
  }

  /** Sources of which a clock was so far ahead that readings count when they arrive. */
  Set<String> clamped() {
    Set<String> clamped = new TreeSet<>();
    for (InjectedFault fault : faults(Kind.CLOCK_AHEAD)) {
      if (isClamped(fault)) {
        clamped.add(fault.source());
      }
    }
    return clamped;
  }

  private boolean isClamped(InjectedFault fault) {
    return Duration.ofSeconds((long) fault.size()).compareTo(settings.maxFuture()) > 0;
  }

  /** Sources of which a clock was wrong. */
  public Set<String> wrongClocks() {
    Set<String> wrong = new TreeSet<>();
    faults(Kind.CLOCK_AHEAD).forEach(fault -> wrong.add(fault.source()));
    faults(Kind.CLOCK_BEHIND).forEach(fault -> wrong.add(fault.source()));
    return wrong;
  }
}
