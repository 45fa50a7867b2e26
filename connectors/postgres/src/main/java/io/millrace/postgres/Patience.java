package io.millrace.postgres;

import java.time.Duration;

/** How long a write that fails is repeated, and how often. */
final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final long deadline;
  private Duration next = FIRST_PAUSE;

  Patience(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
  }

  /** Whether the time is up. */
  boolean isOver() {
    return System.nanoTime() - deadline >= 0;
  }

  /** How long to wait before the next attempt: longer each time, and not beyond the end. */
  Duration pause() {
    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    Duration pause = next.compareTo(left) < 0 ? next : left;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    return pause;
  }
}
