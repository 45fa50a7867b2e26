package io.millrace.operators.deduplicate;

import io.millrace.sdk.Tally;
import io.millrace.sdk.Warning;
import io.millrace.sdk.WarningTally;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first event of each key pass. A key is forgotten when event time has passed that event
 * by a span. An event in which a field of the key is null passes, and is warned of: nothing tells
 * whether it is a copy.
 */
final class DeduplicateFunction<T extends IndexedRecord>
    extends KeyedProcessFunction<String, T, T> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final EventKey key;
  private final long within;

  private transient ValueState<Boolean> seen;
  private transient Tally duplicates;
  private transient WarningTally warnings;

  DeduplicateFunction(String input, EventKey key, Duration within) {
    this.input = input;
    this.key = key;
    this.within = within.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.BOOLEAN));
    duplicates = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.DUPLICATES);
    warnings = WarningTally.ofInput(getRuntimeContext(), input);
  }

  @Override
  public void processElement(T event, Context context, Collector<T> out) throws Exception {
    if (key.of(event).isEmpty()) {
      warnings.add(
          Warning.NULL_IN_KEY,
          "field '" + key.nullField(event) + "'",
          "an event of " + Instant.ofEpochMilli(context.timestamp()));
      out.collect(event);
    } else if (seen.value() == null) {
      seen.update(true);
      context.timerService().registerEventTimeTimer(context.timestamp() + within);
      out.collect(event);
    } else {
      duplicates.add(1);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<T> out) {
    seen.clear();
  }
}
