package io.millrace.services.red;

import io.millrace.operators.window.PaneFunction;
import io.millrace.schemas.services.Span;
import io.millrace.sdk.codec.Codec;

/** Spans into statistics. */
final class RedAggregation implements PaneFunction<Span, RedStatistics> {
  private static final long serialVersionUID = 1L;

  private final RedErrors errors;

  RedAggregation(RedErrors errors) {
    this.errors = errors;
  }

  @Override
  public RedStatistics create() {
    return new RedStatistics();
  }

  @Override
  public void add(RedStatistics statistics, Span span) {
    statistics.add(span, errors.isError(span));
  }

  @Override
  public void merge(RedStatistics into, RedStatistics from) {
    into.add(from);
  }

  @Override
  public Codec<RedStatistics> codec() {
    return RedStatistics.CODEC;
  }
}
