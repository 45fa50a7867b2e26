package io.millrace.services.red;

import io.millrace.operators.statistics.QuantileSummary;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.services.Red;
import io.millrace.schemas.services.SpanKind;
import io.millrace.services.SpanFacts;
import io.millrace.services.red.RedStatistics.Count;
import java.time.Duration;
import java.time.Instant;

/** From what is kept of a window to the row of the output. */
final class RedResults {
  private static final double NANOS_A_SECOND = 1e9;
  private static final double MILLIS_A_SECOND = 1e3;

  private RedResults() {}

  static Red red(
      RedKey key,
      Instant start,
      Instant end,
      RedStatistics statistics,
      int revision,
      ResultStatus status) {
    double calls = SpanFacts.calls(statistics.count(Count.CALLS));
    double errors = SpanFacts.calls(statistics.count(Count.ERRORS));
    QuantileSummary nanos = statistics.nanos();
    return new Red(
        key.service(),
        key.operation(),
        SpanKind.valueOf(key.kind()),
        start,
        end,
        statistics.count(Count.SPANS),
        calls,
        errors,
        calls > 0 ? (Double) (errors / calls) : null,
        calls / (Duration.between(start, end).toMillis() / MILLIS_A_SECOND),
        SpanFacts.calls(statistics.count(Count.TIMED_CALLS)),
        seconds(nanos, 0.5),
        seconds(nanos, 0.9),
        seconds(nanos, 0.95),
        seconds(nanos, 0.99),
        nanos.count() == 0 ? null : (Double) (nanos.max() / NANOS_A_SECOND),
        statistics.count(Count.NEGATIVE_DURATIONS),
        revision,
        status);
  }

  private static Double seconds(QuantileSummary nanos, double q) {
    return nanos.count() == 0 ? null : (Double) (nanos.quantile(q) / NANOS_A_SECOND);
  }
}
