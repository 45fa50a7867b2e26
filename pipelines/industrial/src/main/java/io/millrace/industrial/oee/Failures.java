package io.millrace.industrial.oee;

import io.millrace.operators.state.StateSpan;
import io.millrace.schemas.industrial.MachineryState;
import java.util.List;
import java.util.function.ToLongBiFunction;

/**
 * Failures, which are spells of OUT_OF_SERVICE, in one window. Times are in us.
 *
 * @param begun failures that began in the window
 * @param operatingBefore production in the window before the last of those; the rest is censored
 * @param ended failures that ended in the window, by a known state
 * @param repair the whole length of those
 */
record Failures(long begun, long operatingBefore, long ended, long repair) {
  static final Failures NONE = new Failures(0, 0, 0, 0);

  /**
   * The failures in a window.
   *
   * @param states of a time that ends with the window; those before the window tell when a failure
   *     began that ends in it
   * @param production in a span, within planned time
   */
  static Failures of(
      long start, List<StateSpan<Fact.State>> states, ToLongBiFunction<Long, Long> production) {
    Failures failures = NONE;
    long failedAt = Long.MIN_VALUE;
    for (StateSpan<Fact.State> span : states) {
      long from = span.time().from();
      boolean known = span.state() != null && span.state().state() != MachineryState.UNKNOWN;
      boolean failed = known && span.state().state() == MachineryState.OUT_OF_SERVICE;
      boolean wasFailed = failedAt > Long.MIN_VALUE;
      if (failed && !wasFailed) {
        failedAt = from;
        failures = from >= start ? failures.begin(production.applyAsLong(start, from)) : failures;
      } else if (!failed && wasFailed) {
        failures = known && from >= start ? failures.end(from - failedAt) : failures;
        failedAt = Long.MIN_VALUE;
      }
    }
    return failures;
  }

  private Failures begin(long operating) {
    return new Failures(begun + 1, operating, ended, repair);
  }

  private Failures end(long length) {
    return new Failures(begun, operatingBefore, ended + 1, repair + length);
  }
}
