package io.millrace.platform.delivery;

import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Brings all sources of a window together, by the time at which it starts. They are judged when
 * event time has passed the window, and again each time that it goes on after something has come
 * later: all that has come by then at once.
 */
final class FleetFunction extends KeyedProcessFunction<Long, Delivery, Delivery> {
  private static final long serialVersionUID = 1L;

  private final long window;
  private final long lateness;

  private transient MapState<String, Delivery> told;
  private transient MapState<String, Delivery> results;

  /** Whether something has come since all was told. */
  private transient ValueState<Boolean> untold;

  FleetFunction(Duration window, Duration lateness) {
    this.window = window.toMillis();
    this.lateness = lateness.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    told = getRuntimeContext().getMapState(records("told"));
    results = getRuntimeContext().getMapState(records("results"));
    untold = getRuntimeContext().getState(new ValueStateDescriptor<>("untold", Types.BOOLEAN));
  }

  private static MapStateDescriptor<String, Delivery> records(String name) {
    return new MapStateDescriptor<>(name, Types.STRING, new AvroRecordTypeInfo<>(Delivery.class));
  }

  @Override
  public void processElement(Delivery record, Context ctx, Collector<Delivery> out)
      throws Exception {
    told.put(record.getSource(), record);
    untold.update(true);
    long next = ctx.timerService().currentWatermark() + 1;
    ctx.timerService().registerEventTimeTimer(Math.max(last(ctx.getCurrentKey()), next));
    ctx.timerService().registerEventTimeTimer(forgets(ctx.getCurrentKey()));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Delivery> out)
      throws Exception {
    if (untold.value() != null) {
      new FleetWindow(new KeyedFleetState(), out::collect).tell();
      untold.clear();
    }
    if (timestamp >= forgets(ctx.getCurrentKey())) {
      told.clear();
      results.clear();
    } else {
      // Again, for window or lateness may have grown since the first time.
      ctx.timerService().registerEventTimeTimer(forgets(ctx.getCurrentKey()));
    }
  }

  private long last(long start) {
    return start + window - 1;
  }

  private long forgets(long start) {
    return last(start) + lateness;
  }

  private final class KeyedFleetState implements FleetState {

    @Override
    public Iterable<Delivery> allTold() throws Exception {
      return told.values();
    }

    @Override
    public Delivery result(String source) throws Exception {
      return results.get(source);
    }

    @Override
    public void result(String source, Delivery record) throws Exception {
      results.put(source, record);
    }
  }
}
