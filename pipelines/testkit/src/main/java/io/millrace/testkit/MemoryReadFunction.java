package io.millrace.testkit;

import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroTrust;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Emits the events that it was made with, and counts them as read. */
final class MemoryReadFunction<T> extends RichFlatMapFunction<Long, T> {
  private static final long serialVersionUID = 1L;

  static {
    AvroTrust.establish();
  }

  private final String input;
  private final ArrayList<T> events;
  private transient Tally read;

  MemoryReadFunction(String input, List<T> events) {
    this.input = input;
    this.events = new ArrayList<>(events);
  }

  @Override
  public void open(OpenContext context) {
    read = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.READ);
  }

  @Override
  public void flatMap(Long start, Collector<T> out) {
    events.forEach(out::collect);
    read.add(events.size());
  }
}
