package io.millrace.simulators;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that was made to go wrong.
 *
 * @param sensor of the source; for POP_LOST the location that takes over, for FLOOD the item, for
 *     REPRICED the service
 * @param from event time of the first reading that it touches, by the plant's true time
 * @param to first instant after it
 * @param size how much: added to the value at the most, for DRIFT and SPIKE; seconds by which the
 *     clock or the record is off, for CLOCK_AHEAD, CLOCK_BEHIND, CLOCK_JUMPS, CORRECTING and LATE;
 *     requests a second for FLOOD; readings for GAP; how many times longer for SLOW; which part of
 *     all for FAILING; the factor for REPRICED; else 0
 */
public record InjectedFault(
    Kind kind, String source, String sensor, Instant from, Instant to, double size) {

  /** For people. */
  public String describe() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String whose = sensor.isEmpty() ? source : source + " (" + sensor + ")";
    return "%s of %s from %s to %s".formatted(what, whose, from, to);
  }

  /** What goes wrong. */
  public enum Kind {
    /** A sensor's value runs away slowly, and is right again at the end. */
    DRIFT,
    /** One reading far off. */
    SPIKE,
    /** The clock of a source is ahead, and so are its readings. */
    CLOCK_AHEAD,
    /** A reading sent twice. */
    DUPLICATE,
    /** A reading sent late, but within the lateness. */
    CORRECTING,
    /** A reading sent too late. */
    LATE,
    /** Bytes that are no reading. */
    MALFORMED,
    /** A location of a network (the source) is lost; another one takes its clients. */
    POP_LOST,
    /** One client (the source) asks for one item, and for nothing else, all the time. */
    FLOOD,
    /** A gateway (the source) loses its link, and sends what it stored when it is back. */
    OUTAGE,
    /** Numbered readings lost for good, right before the one at this time. */
    GAP,
    /** A source that sends nothing, from after its last reading to the next. */
    SILENCE,
    /** The clock of a source is behind, and so are its readings. */
    CLOCK_BEHIND,
    /** A service (the source) takes longer for all that it does. */
    SLOW,
    /** A service (the source) fails at part of what it is asked. */
    FAILING,
    /** The clock of a host (the source) jumps to and fro, also while it works. */
    CLOCK_JUMPS,
    /** A provider (the source) states again what a service cost, at another price. */
    REPRICED
  }
}
