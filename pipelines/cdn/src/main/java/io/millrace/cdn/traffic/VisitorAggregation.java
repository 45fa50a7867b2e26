package io.millrace.cdn.traffic;

import io.millrace.operators.distinct.DistinctCounter;
import io.millrace.operators.window.PaneFunction;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.codec.Codec;
import java.time.Duration;

/** Requests into the number of different triples of client, user agent and day in UTC. */
final class VisitorAggregation implements PaneFunction<EdgeRequest, DistinctCounter> {
  private static final long serialVersionUID = 1L;
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final int precision;

  VisitorAggregation(int precision) {
    this.precision = precision;
  }

  @Override
  public DistinctCounter create() {
    return new DistinctCounter(precision);
  }

  @Override
  public void add(DistinctCounter visitors, EdgeRequest request) {
    String client = request.getClient();
    if (client != null) {
      String agent = request.getUserAgent();
      long day = Math.floorDiv(request.getEventTime().getEpochSecond(), DAY);
      // The length tells where the client ends, whatever it contains.
      visitors.add(day + "|" + client.length() + "|" + client + (agent == null ? "" : agent));
    }
  }

  @Override
  public void merge(DistinctCounter into, DistinctCounter from) {
    into.add(from);
  }

  @Override
  public Codec<DistinctCounter> codec() {
    return DistinctCounter.CODEC;
  }
}
