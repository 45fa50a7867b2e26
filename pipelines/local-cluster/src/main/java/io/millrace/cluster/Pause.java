package io.millrace.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A short wait between two looks at a process that can't tell when it is ready. */
final class Pause {
  private Pause() {}

  static void briefly() {
    of(Duration.ofMillis(20));
  }

  static void of(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
