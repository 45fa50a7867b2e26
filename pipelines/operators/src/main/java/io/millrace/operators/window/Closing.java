package io.millrace.operators.window;

/**
 * Up to where panes are closed for good, across restores: Flink forgets watermarks, but what was
 * closed before a restore stays closed, even if the lateness is longer after it.
 */
final class Closing {
  private final long lateness;
  private long horizon = Long.MIN_VALUE;
  private boolean idle;
  private boolean ended;
  private boolean restoredActive;

  /**
   * @param lateness in ms
   */
  Closing(long lateness) {
    this.lateness = lateness;
  }

  /**
   * Learns what one of the former instances had closed. Those whose input was idle or over held
   * nothing open, unless all were so.
   */
  void restore(boolean wasIdle, long before) {
    if (wasIdle) {
      horizon = restoredActive ? horizon : Math.max(horizon, before);
    } else {
      horizon = restoredActive ? Math.min(horizon, before) : before;
      restoredActive = true;
    }
  }

  /** Moves on with the watermark. */
  void advance(long watermark) {
    if (watermark == Long.MAX_VALUE) {
      // The last of all watermarks says that the input is over, not how far its time went.
      ended = true;
    } else if (watermark > Long.MIN_VALUE + lateness) {
      horizon = Math.max(horizon, watermark - lateness);
    }
  }

  void idle(boolean isIdle) {
    idle = isIdle;
  }

  /** Whether the input is idle or over. */
  boolean isIdle() {
    return idle || ended;
  }

  /** No pane that ends at or before this time, in ms, plus 1 is open. */
  long horizon() {
    return horizon;
  }

  /** Whether a pane takes no more events. */
  boolean closed(long paneEnd) {
    return paneEnd - 1 <= horizon;
  }
}
