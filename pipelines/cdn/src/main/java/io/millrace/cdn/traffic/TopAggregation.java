package io.millrace.cdn.traffic;

import io.millrace.operators.heavyhitters.HeavyHitters;
import io.millrace.operators.window.PaneFunction;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.codec.Codec;
import java.util.List;

/** Requests into the items that occur most. */
final class TopAggregation implements PaneFunction<EdgeRequest, TopCounts> {
  private static final long serialVersionUID = 1L;

  private final List<TopDimension> dimensions;
  private final int capacity;

  TopAggregation(List<TopDimension> dimensions, int capacity) {
    this.dimensions = List.copyOf(dimensions);
    this.capacity = capacity;
  }

  @Override
  public TopCounts create() {
    return TopCounts.empty();
  }

  @Override
  public void add(TopCounts counts, EdgeRequest request) {
    for (TopDimension dimension : dimensions) {
      long weight = dimension.weight(request);
      String item = weight > 0 ? dimension.item(request) : null;
      if (item != null) {
        counts
            .byDimension()
            .computeIfAbsent(dimension, absent -> new HeavyHitters(capacity))
            .add(item, weight);
      }
    }
  }

  @Override
  public void merge(TopCounts into, TopCounts from) {
    into.add(from);
  }

  @Override
  public Codec<TopCounts> codec() {
    return TopCounts.CODEC;
  }
}
