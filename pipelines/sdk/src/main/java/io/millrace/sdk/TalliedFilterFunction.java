package io.millrace.sdk;

import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** A filter that counts what it takes away, so that the accounting of the input stays whole. */
final class TalliedFilterFunction<T> extends RichFilterFunction<T> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final FilterFunction<T> keep;
  private transient Tally filtered;

  TalliedFilterFunction(String input, FilterFunction<T> keep) {
    this.input = input;
    this.keep = keep;
  }

  @Override
  public void open(OpenContext context) {
    filtered = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.FILTERED);
  }

  @Override
  public boolean filter(T event) throws Exception {
    boolean kept = keep.filter(event);
    if (!kept) {
      filtered.add(1);
    }
    return kept;
  }
}
