package io.millrace.services.graph;

import io.millrace.operators.statistics.Quantiles;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.services.Link;
import io.millrace.schemas.services.LinkConnection;
import io.millrace.services.SpanFacts;
import io.millrace.services.graph.LinkStatistics.Count;
import io.millrace.services.graph.LinkStatistics.Time;
import java.time.Instant;

/** From what is kept of a window to the row of the output. */
final class LinkResults {
  private static final double NANOS_A_SECOND = 1e9;

  private LinkResults() {}

  static Link link(
      LinkKey key,
      Instant start,
      Instant end,
      LinkStatistics statistics,
      int revision,
      ResultStatus status) {
    long calls = statistics.count(Count.CALLS);
    long errors = statistics.count(Count.ERRORS);
    Quantiles client = statistics.times(Time.CLIENT);
    Quantiles server = statistics.times(Time.SERVER);
    Quantiles network = statistics.times(Time.NETWORK);
    return new Link(
        key.semantics(),
        key.parent(),
        key.child(),
        LinkConnection.valueOf(key.connection()),
        start,
        end,
        calls,
        errors,
        calls == 0 ? null : (Double) ((double) errors / calls),
        SpanFacts.calls(statistics.count(Count.WEIGHT)),
        SpanFacts.calls(statistics.count(Count.ERROR_WEIGHT)),
        client.count(),
        seconds(client, 0.5),
        seconds(client, 0.99),
        server.count(),
        seconds(server, 0.5),
        seconds(server, 0.99),
        network.count(),
        seconds(network, 0.5),
        seconds(network, 0.99),
        statistics.count(Count.SKEWED),
        revision,
        // All that was told has been withdrawn.
        calls == 0 ? ResultStatus.RETRACTED : status);
  }

  private static Double seconds(Quantiles nanos, double q) {
    return nanos.count() == 0
        ? null
        : (Double) (nanos.value(q, 0, Double.MAX_VALUE) / NANOS_A_SECOND);
  }
}
