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

/** Brings all sources of a window together, by the time at which it starts. */
final class FleetFunction extends KeyedProcessFunction<Long, Delivery, Delivery> {
  private static final long serialVersionUID = 1L;

  private final long lateness;

  private transient MapState<String, Delivery> told;
  private transient MapState<String, Delivery> results;
  private transient ValueState<Long> expectedDelay;
  private transient ValueState<Boolean> completed;

  FleetFunction(Duration lateness) {
    this.lateness = lateness.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    told = getRuntimeContext().getMapState(records("told"));
    results = getRuntimeContext().getMapState(records("results"));
    expectedDelay =
        getRuntimeContext().getState(new ValueStateDescriptor<>("expected-delay", Types.LONG));
    completed =
        getRuntimeContext().getState(new ValueStateDescriptor<>("completed", Types.BOOLEAN));
  }

  private static MapStateDescriptor<String, Delivery> records(String name) {
    return new MapStateDescriptor<>(name, Types.STRING, new AvroRecordTypeInfo<>(Delivery.class));
  }

  @Override
  public void processElement(Delivery record, Context ctx, Collector<Delivery> out)
      throws Exception {
    long last = record.getWindowEnd().toEpochMilli() - 1;
    boolean isComplete = completed.value() != null || last <= ctx.timerService().currentWatermark();
    if (isComplete && completed.value() == null) {
      completed.update(true);
    } else if (!isComplete) {
      ctx.timerService().registerEventTimeTimer(last);
    }
    ctx.timerService().registerEventTimeTimer(last + lateness);
    new FleetWindow(new KeyedFleetState(), out::collect).add(record, isComplete);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Delivery> out)
      throws Exception {
    if (completed.value() == null) {
      completed.update(true);
      new FleetWindow(new KeyedFleetState(), out::collect).complete();
      if (lateness > 0) {
        return;
      }
    }
    told.clear();
    results.clear();
    expectedDelay.clear();
    completed.clear();
  }

  private final class KeyedFleetState implements FleetState {

    @Override
    public void told(String source, Delivery record) throws Exception {
      told.put(source, record);
    }

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

    @Override
    public Long expectedDelay() throws Exception {
      return expectedDelay.value();
    }

    @Override
    public void expectedDelay(Long delay) throws Exception {
      expectedDelay.update(delay);
    }
  }
}
