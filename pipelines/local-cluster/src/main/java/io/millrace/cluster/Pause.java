package io.millrace.cluster;

import java.util.concurrent.locks.LockSupport;

/** A short wait between two looks at a process that can't tell when it is ready. */
final class Pause {
  private Pause() {}

  static void briefly() {
    LockSupport.parkNanos(20_000_000);
  }
}
