package io.millrace.cloud.cost;

import io.millrace.schemas.ResultStatus;
import java.io.Serializable;
import java.time.Duration;

/** When results come, and for how long they are corrected; times in ms of event time. */
final class Schedule implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long early;
  private final long lateness;

  /**
   * A schedule.
   *
   * @param early interval of provisional results; zero for none
   * @param lateness for how long after its end a billing period is corrected
   */
  Schedule(Duration early, Duration lateness) {
    this.early = early.toMillis();
    this.lateness = lateness.toMillis();
  }

  /** The watermark at which a window is complete. */
  long closes(long windowEndMicros) {
    return ceilMillis(windowEndMicros) - 1;
  }

  /** The watermark from which on a billing period, and all within it, is forgotten. */
  long forgets(long billingEndMicros) {
    return ceilMillis(billingEndMicros) + lateness;
  }

  /**
   * When a change shows. Those to a closed window wait for the next watermark, so that a bill
   * restated at once corrects it once.
   *
   * @param closed whether a FINAL result was given
   * @param eventTime of the change
   */
  long shows(boolean closed, long closes, long watermark, long eventTime) {
    long next = watermark + 1;
    if (closed) {
      return next;
    }
    long end = Math.max(closes, next);
    if (early == 0 || next > closes) {
      return end;
    }
    long from = Math.max(next, eventTime);
    return Math.min(end, from + Math.floorMod(-from, early));
  }

  /**
   * When a key is looked at again that is kept after a time: when it closes, then when it is
   * forgotten. Asked each time, for the lateness may have grown since a timer was set.
   */
  long next(long time, long closes, long forgets) {
    return time < closes ? closes : forgets;
  }

  /** The status of what shows at a time. */
  ResultStatus status(boolean closed, long closes, long time) {
    if (closed) {
      return ResultStatus.CORRECTED;
    }
    return time < closes ? ResultStatus.PROVISIONAL : ResultStatus.FINAL;
  }

  private static long ceilMillis(long micros) {
    return -Math.floorDiv(-micros, 1_000L);
  }
}
