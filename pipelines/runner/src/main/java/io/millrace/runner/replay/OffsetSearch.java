package io.millrace.runner.replay;

import java.util.Optional;

/**
 * Finds the offsets of one partition that hold a span of event time, by looking at a few records.
 *
 * <p>Kafka's own index knows only the timestamps of records, which are the producer's clock or the
 * arrival: neither says when an event happened. What is relied on instead is what every pipeline
 * relies on: that an event stands at most a bounded time behind the greatest event time before it.
 * An event at {@code e} then says that all before it are earlier than {@code e + displacement}, and
 * all behind it not earlier than {@code e - displacement}.
 */
final class OffsetSearch {
  private final long oldest;
  private final long end;
  private final long displacement;
  private final Probe probe;

  /** Looks at the records from an offset on. */
  interface Probe {
    /** An event that stands there or soon after; empty if none is found. */
    Optional<Sample> at(long offset);
  }

  /**
   * An event that is typical of its place: one clock that runs wild shall not lead the search
   * astray.
   *
   * @param time its event time, in ms
   */
  record Sample(long time, long offset) {}

  /**
   * @param oldest the first offset that can be read
   * @param end the offset after the last
   * @param displacement by how much, in ms, an event may run behind the greatest event time before
   */
  OffsetSearch(long oldest, long end, long displacement, Probe probe) {
    this.oldest = oldest;
    this.end = end;
    this.displacement = displacement;
    this.probe = probe;
  }

  /** An offset before which no event is at or after a time; the oldest if that can't be said. */
  long start(long from) {
    long low = oldest;
    long high = end;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<Sample> sample = probe.at(middle);
      if (sample.isPresent() && sample.get().time() < from - displacement) {
        low = Math.max(middle, sample.get().offset()) + 1;
      } else {
        high = middle;
      }
    }
    return Math.min(low, end);
  }

  /** An offset from which on no event is before a time; the end if that can't be said. */
  long end(long to) {
    long best = end;
    long low = oldest;
    long high = end;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<Sample> sample = probe.at(middle);
      if (sample.isPresent() && sample.get().time() >= to + displacement) {
        best = Math.min(best, sample.get().offset() + 1);
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return best;
  }
}
