package io.millrace.simulators.machines;

/** From one time up to another, in us since 1970-01-01T00:00:00Z. */
record Span(long from, long to) {
  /** The length of what both have in common. */
  long overlap(Span other) {
    return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
  }

  boolean holds(long time) {
    return time >= from && time < to;
  }

  /** What both have in common; of no length if nothing. */
  Span and(Span other) {
    long first = Math.max(from, other.from);
    return new Span(first, Math.max(first, Math.min(to, other.to)));
  }
}
