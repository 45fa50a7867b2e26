package io.millrace.runner.replay;

import io.millrace.sdk.Tally;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the events of a range, and counts the others as filtered: they were read only to find
 * those.
 */
final class EventsWithin<T> extends ProcessFunction<T, T> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final long from;
  private final long to;
  private transient Tally filtered;

  /**
   * @param from inclusive, in ms
   * @param to exclusive, in ms
   */
  EventsWithin(String input, long from, long to) {
    this.input = input;
    this.from = from;
    this.to = to;
  }

  @Override
  public void open(OpenContext context) {
    filtered = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.FILTERED);
  }

  @Override
  public void processElement(T event, Context context, Collector<T> within) {
    long time = context.timestamp();
    if (time >= from && time < to) {
      within.collect(event);
    } else {
      filtered.add(1);
    }
  }
}
