package io.millrace.operators.order;

import io.millrace.sdk.Tally;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Holds the events of a key until the watermark has reached them, then hands them on in order. Of
 * events that are equal in all fields one is handed on; events behind the watermark go aside.
 */
final class SortEventsFunction<K, T extends SpecificRecord> extends KeyedProcessFunction<K, T, T> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final EventOrder<T> order;
  private final OutputTag<T> late;

  private transient MapState<Long, List<T>> held;
  private transient Tally lateTally;
  private transient Tally duplicateTally;

  SortEventsFunction(String input, EventOrder<T> order, OutputTag<T> late) {
    this.input = input;
    this.order = order;
    this.late = late;
  }

  @Override
  public void open(OpenContext context) {
    held =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("held", Types.LONG, Types.LIST(late.getTypeInfo())));
    lateTally = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.LATE);
    duplicateTally = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.DUPLICATES);
  }

  @Override
  public void processElement(T event, Context context, Collector<T> out) throws Exception {
    long time = context.timestamp();
    if (time <= context.timerService().currentWatermark()) {
      lateTally.add(1);
      context.output(late, event);
      return;
    }
    List<T> sameTime = held.get(time);
    if (sameTime == null) {
      sameTime = new ArrayList<>(1);
      context.timerService().registerEventTimeTimer(time);
    }
    sameTime.add(event);
    held.put(time, sameTime);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<T> out) throws Exception {
    List<T> events = held.get(time);
    held.remove(time);
    events.sort(order);
    T before = null;
    for (T event : events) {
      if (event.equals(before)) {
        duplicateTally.add(1);
      } else {
        out.collect(event);
      }
      before = event;
    }
  }
}
