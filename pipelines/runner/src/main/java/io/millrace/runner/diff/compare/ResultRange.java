package io.millrace.runner.diff.compare;

import java.time.Instant;
import java.util.Optional;

/**
 * The results that are compared: windows wholly inside of [from, to), and instants in it.
 *
 * @param from empty for the beginning of time
 * @param to empty for its end
 */
public record ResultRange(Optional<Instant> from, Optional<Instant> to) {
  /** All results. */
  public static final ResultRange ALL = new ResultRange(Optional.empty(), Optional.empty());

  /** Whether a result is compared. */
  public boolean holds(ResultTime time) {
    boolean begun = from.isEmpty() || !time.start().isBefore(from.get());
    if (!begun || to.isEmpty()) {
      return begun;
    }
    return time.end()
        .map(end -> !end.isAfter(to.get()))
        .orElseGet(() -> time.start().isBefore(to.get()));
  }

  /** What both ranges hold. */
  public ResultRange and(ResultRange other) {
    return new ResultRange(later(from, other.from, true), later(to, other.to, false));
  }

  /** This range, with the edges of another where it has none. */
  public ResultRange or(ResultRange other) {
    return new ResultRange(from.or(other::from), to.or(other::to));
  }

  private static Optional<Instant> later(
      Optional<Instant> one, Optional<Instant> other, boolean later) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().isAfter(other.get()) == later ? one : other;
  }

  @Override
  public String toString() {
    return "["
        + from.map(Instant::toString).orElse("")
        + ", "
        + to.map(Instant::toString).orElse("")
        + ")";
  }
}
