package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.Usage;
import io.millrace.schemas.hpc.UsageWindow;
import io.millrace.sdk.codec.Codec;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Gives {@link UsageLedger} its state, timers and watermark. */
final class UsageFunction extends KeyedProcessFunction<String, UsageChange, Usage> {
  private static final long serialVersionUID = 1L;

  private final JobsParameters parameters;
  private final Duration lateness;

  private transient UsageLedger ledger;
  private transient Context context;
  private transient Collector<Usage> collector;

  UsageFunction(JobsParameters parameters, Duration lateness) {
    this.parameters = parameters;
    this.lateness = lateness;
  }

  @Override
  public void open(OpenContext openContext) {
    ledger =
        new UsageLedger(
            new UsageWindows(parameters.window()),
            parameters.window().contains(UsageWindow.TOTAL),
            parameters.longest().plus(lateness).toSeconds(),
            new KeyedLedgerState(),
            time -> context.timerService().registerEventTimeTimer(time),
            (usage, series, revision, status) ->
                collector.collect(
                    UsageRecords.of(
                        context.getCurrentKey(),
                        series,
                        usage,
                        parameters.capacity(),
                        revision,
                        status)));
  }

  @Override
  public void processElement(UsageChange change, Context ctx, Collector<Usage> out)
      throws Exception {
    context = ctx;
    collector = out;
    ledger.add(change, ctx.timerService().currentWatermark());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Usage> out) throws Exception {
    context = ctx;
    collector = out;
    ledger.onTime(timestamp, ctx.timerService().currentWatermark() == Long.MAX_VALUE);
  }

  private final class KeyedLedgerState implements LedgerState {
    private final ValueState<LedgerHead> head = value("head", LedgerHead.CODEC);
    private final ValueState<UsageBySeries> total = value("total", UsageBySeries.CODEC);
    private final MapState<Long, UsageBySeries> hours = map("hours", UsageBySeries.CODEC);
    private final MapState<Long, UsageBySeries> changed = map("changed", UsageBySeries.CODEC);
    private final MapState<Long, List<UsageChange>> held =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "held", Types.LONG, Types.LIST(new CodecTypeInfo<>(UsageChange.CODEC))));
    private final MapState<Long, Revisions> revisions = map("revisions", Revisions.CODEC);

    private <V> ValueState<V> value(String name, Codec<V> codec) {
      return getRuntimeContext()
          .getState(new ValueStateDescriptor<>(name, new CodecTypeInfo<>(codec)));
    }

    private <V> MapState<Long, V> map(String name, Codec<V> codec) {
      return getRuntimeContext()
          .getMapState(new MapStateDescriptor<>(name, Types.LONG, new CodecTypeInfo<>(codec)));
    }

    @Override
    public LedgerHead head() throws Exception {
      return head.value();
    }

    @Override
    public void head(LedgerHead value) throws Exception {
      head.update(value);
    }

    @Override
    public UsageBySeries hour(long start) throws Exception {
      return hours.get(start);
    }

    @Override
    public void hour(long start, UsageBySeries usage) throws Exception {
      put(hours, start, usage);
    }

    @Override
    public UsageBySeries changed(long start) throws Exception {
      return changed.get(start);
    }

    @Override
    public void changed(long start, UsageBySeries usage) throws Exception {
      put(changed, start, usage);
    }

    @Override
    public List<UsageChange> held(long hour) throws Exception {
      return held.get(hour);
    }

    @Override
    public void held(long hour, List<UsageChange> changes) throws Exception {
      put(held, hour, changes);
    }

    @Override
    public Revisions revisions(UsageWindow kind, long start) throws Exception {
      return revisions.get(start + kind.ordinal());
    }

    @Override
    public void revisions(UsageWindow kind, long start, Revisions value) throws Exception {
      // Windows begin with an hour, so the second is free to tell the kind.
      put(revisions, start + kind.ordinal(), value);
    }

    @Override
    public UsageBySeries total() throws Exception {
      return total.value();
    }

    @Override
    public void total(UsageBySeries usage) throws Exception {
      total.update(usage);
    }

    @Override
    public void clear() {
      head.clear();
      total.clear();
      hours.clear();
      changed.clear();
      held.clear();
      revisions.clear();
    }

    private static <V> void put(MapState<Long, V> state, long key, V value) throws Exception {
      if (value == null) {
        state.remove(key);
      } else {
        state.put(key, value);
      }
    }
  }
}
