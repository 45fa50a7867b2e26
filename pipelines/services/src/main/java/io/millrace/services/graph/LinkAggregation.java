package io.millrace.services.graph;

import io.millrace.operators.window.PaneFunction;
import io.millrace.schemas.services.LinkCall;
import io.millrace.sdk.codec.Codec;

/** Calls into statistics. */
final class LinkAggregation implements PaneFunction<LinkCall, LinkStatistics> {
  private static final long serialVersionUID = 1L;

  @Override
  public LinkStatistics create() {
    return new LinkStatistics();
  }

  @Override
  public void add(LinkStatistics statistics, LinkCall call) {
    statistics.add(call);
  }

  @Override
  public void merge(LinkStatistics into, LinkStatistics from) {
    into.add(from);
  }

  @Override
  public Codec<LinkStatistics> codec() {
    return LinkStatistics.CODEC;
  }
}
