package io.millrace.platform.delivery;

import io.millrace.operators.window.ReachedTimeFunction;
import io.millrace.schemas.platform.Arrival;
import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.Tally;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/** Keeps the books of each source, and tells of its windows. */
final class SourceFunction extends ReachedTimeFunction<String, Arrival, Delivery> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final long window;
  private final long silentAfter;
  private final long retention;
  private final long lateness;

  private transient SourceLedger ledger;
  private transient Tally late;
  private transient Context context;
  private transient Collector<Delivery> collector;

  SourceFunction(String input, DeliveryParameters parameters, Duration lateness) {
    this.input = input;
    this.window = parameters.window().toMillis();
    this.silentAfter = parameters.silentAfter().toMillis();
    this.retention = parameters.retention().toMillis();
    this.lateness = lateness.toMillis();
  }

  @Override
  public void open(OpenContext openContext) {
    late = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.LATE);
    ledger =
        new SourceLedger(
            new SourceLedger.Spans(window, silentAfter, retention, lateness),
            new KeyedSourceState(),
            time -> context.timerService().registerEventTimeTimer(time),
            (start, tally, silence, silent) ->
                collector.collect(
                    DeliveryRecords.of(
                        context.getCurrentKey(), start, start + window, tally, silence, silent)));
  }

  @Override
  public void processElement(Arrival arrival, Context ctx, Collector<Delivery> out)
      throws Exception {
    context = ctx;
    collector = out;
    if (!ledger.add(arrival, ctx.timestamp(), reached(ctx.timerService()))) {
      // Only an input that was idle, and went on without it, comes here.
      late.add(1);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Delivery> out)
      throws Exception {
    context = ctx;
    collector = out;
    boolean over = ctx.timerService().currentWatermark() == Long.MAX_VALUE;
    ledger.onTime(timestamp, reached(ctx.timerService()), over);
  }

  private final class KeyedSourceState implements SourceState {
    private final ValueState<SourceHead> head =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("head", new CodecTypeInfo<>(SourceHead.CODEC)));
    private final MapState<Long, WindowTally> windows =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "windows", Types.LONG, new CodecTypeInfo<>(WindowTally.CODEC)));

    @Override
    public SourceHead head() throws Exception {
      return head.value();
    }

    @Override
    public void head(SourceHead value) throws Exception {
      head.update(value);
    }

    @Override
    public WindowTally window(long start) throws Exception {
      return windows.get(start);
    }

    @Override
    public void window(long start, WindowTally tally) throws Exception {
      if (tally == null) {
        windows.remove(start);
      } else {
        windows.put(start, tally);
      }
    }
  }
}
