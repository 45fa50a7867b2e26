package io.millrace.cdn.traffic;

import io.millrace.operators.window.PaneFunction;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.codec.Codec;

/** Requests into statistics. */
final class TrafficAggregation implements PaneFunction<EdgeRequest, TrafficStatistics> {
  private static final long serialVersionUID = 1L;

  @Override
  public TrafficStatistics create() {
    return TrafficStatistics.empty();
  }

  @Override
  public void add(TrafficStatistics statistics, EdgeRequest request) {
    statistics.add(request);
  }

  @Override
  public void merge(TrafficStatistics into, TrafficStatistics from) {
    into.add(from);
  }

  @Override
  public Codec<TrafficStatistics> codec() {
    return TrafficStatistics.CODEC;
  }
}
