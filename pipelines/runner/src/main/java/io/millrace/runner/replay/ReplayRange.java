package io.millrace.runner.replay;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A span of event time that is replayed.
 *
 * @param from inclusive; empty for as far back as there are records
 * @param to exclusive; empty for up to the records that are last when the range is resolved
 * @param warmUp how much before {@code from} is read as well, to build up state; it has no results
 */
public record ReplayRange(Optional<Instant> from, Optional<Instant> to, Duration warmUp) {

  public ReplayRange {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "the range from %s to %s is empty; expected --from before --to"
              .formatted(from.get(), to.get()));
    }
    if (from.isEmpty() && !warmUp.isZero()) {
      throw new MillraceException(
          ErrorCode.CONFLICT, "--warm-up is how much is read before --from; expected --from, too");
    }
  }

  /** The first event time that takes part, in ms since 1970-01-01T00:00:00Z. */
  long firstMillis() {
    return from.map(start -> start.minus(warmUp).toEpochMilli()).orElse(Long.MIN_VALUE);
  }

  /** The first event time that does not, in ms since 1970-01-01T00:00:00Z. */
  long endMillis() {
    return to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
  }
}
