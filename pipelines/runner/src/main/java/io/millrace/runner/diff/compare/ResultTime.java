package io.millrace.runner.diff.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What time a result is about: a window, or an instant.
 *
 * @param end of the window, after its last instant; empty for an instant
 */
public record ResultTime(Instant start, Optional<Instant> end) implements Comparable<ResultTime> {
  private static final Comparator<ResultTime> ORDER =
      Comparator.comparing(ResultTime::start).thenComparing(time -> time.end().orElse(time.start));

  /** How long the window is; empty for an instant. */
  public Optional<Duration> length() {
    return end.map(last -> Duration.between(start, last));
  }

  @Override
  public int compareTo(ResultTime other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return end.map(last -> "[" + start + ", " + last + ")").orElse(start.toString());
  }
}
