package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.Usage;
import io.millrace.schemas.hpc.UsageWindow;
import io.millrace.sdk.codec.Codec;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives {@link UsageLedger} its state, timers and watermark. Changes wait until event time goes on,
 * and are entered together: what is kept of an hour has a series for each user of the cluster.
 */
final class UsageFunction extends KeyedProcessFunction<String, UsageChange, Usage> {
  private static final long serialVersionUID = 1L;

  private final JobsParameters parameters;
  private final Duration lateness;

  private transient ListState<UsageChange> waiting;
  private transient KeyedLedgerState state;
  private transient UsageLedger ledger;
  private transient Context context;
  private transient Collector<Usage> collector;

  UsageFunction(JobsParameters parameters, Duration lateness) {
    this.parameters = parameters;
    this.lateness = lateness;
  }

  @Override
  public void open(OpenContext openContext) {
    waiting =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("waiting", new CodecTypeInfo<>(UsageChange.CODEC)));
    state = new KeyedLedgerState();
    ledger =
        new UsageLedger(
            new UsageWindows(parameters.window()),
            parameters.window().contains(UsageWindow.TOTAL),
            parameters.longest().plus(lateness).toSeconds(),
            state,
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
    waiting.add(change);
    ctx.timerService().registerEventTimeTimer(ctx.timerService().currentWatermark() + 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Usage> out) throws Exception {
    context = ctx;
    collector = out;
    for (UsageChange change : waiting.get()) {
      ledger.add(change, timestamp - 1);
    }
    waiting.clear();
    ledger.onTime(timestamp, ctx.timerService().currentWatermark() == Long.MAX_VALUE);
    state.save();
  }

  private final class KeyedLedgerState implements LedgerState {
    /** Where there is but one. */
    private static final long ONE = 0;

    private final WriteBack<LedgerHead> head = map("head", LedgerHead.CODEC);
    private final WriteBack<UsageBySeries> total = map("total", UsageBySeries.CODEC);
    private final WriteBack<UsageBySeries> hours = map("hours", UsageBySeries.CODEC);
    private final WriteBack<UsageBySeries> changed = map("changed", UsageBySeries.CODEC);
    private final WriteBack<List<UsageChange>> held =
        map("held", Types.LIST(new CodecTypeInfo<>(UsageChange.CODEC)));
    private final WriteBack<Revisions> revisions = map("revisions", Revisions.CODEC);

    private <V> WriteBack<V> map(String name, Codec<V> codec) {
      return map(name, new CodecTypeInfo<>(codec));
    }

    private <V> WriteBack<V> map(String name, TypeInformation<V> type) {
      return new WriteBack<>(
          getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Types.LONG, type)));
    }

    void save() throws Exception {
      head.save();
      total.save();
      hours.save();
      changed.save();
      held.save();
      revisions.save();
    }

    @Override
    public LedgerHead head() throws Exception {
      return head.get(ONE);
    }

    @Override
    public void head(LedgerHead value) {
      head.put(ONE, value);
    }

    @Override
    public UsageBySeries hour(long start) throws Exception {
      return hours.get(start);
    }

    @Override
    public void hour(long start, UsageBySeries usage) {
      hours.put(start, usage);
    }

    @Override
    public UsageBySeries changed(long start) throws Exception {
      return changed.get(start);
    }

    @Override
    public void changed(long start, UsageBySeries usage) {
      changed.put(start, usage);
    }

    @Override
    public List<UsageChange> held(long hour) throws Exception {
      return held.get(hour);
    }

    @Override
    public void held(long hour, List<UsageChange> changes) {
      held.put(hour, changes);
    }

    @Override
    public Revisions revisions(UsageWindow kind, long start) throws Exception {
      return revisions.get(start + kind.ordinal());
    }

    @Override
    public void revisions(UsageWindow kind, long start, Revisions value) {
      // Windows begin with an hour, so the second is free to tell the kind.
      revisions.put(start + kind.ordinal(), value);
    }

    @Override
    public UsageBySeries total() throws Exception {
      return total.get(ONE);
    }

    @Override
    public void total(UsageBySeries usage) {
      total.put(ONE, usage);
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
  }

  /** State by number: what is changed often while changes are entered is written once. */
  private static final class WriteBack<V> {
    private final MapState<Long, V> state;
    private final Map<Long, V> changed = new HashMap<>();

    WriteBack(MapState<Long, V> state) {
      this.state = state;
    }

    V get(long number) throws Exception {
      // What is only read is not kept: of a month there are 744 hours.
      return changed.containsKey(number) ? changed.get(number) : state.get(number);
    }

    /** Null for none. */
    void put(long number, V value) {
      changed.put(number, value);
    }

    /** Writes what was changed; the next key may come. */
    void save() throws Exception {
      for (Map.Entry<Long, V> entry : changed.entrySet()) {
        if (entry.getValue() == null) {
          state.remove(entry.getKey());
        } else {
          state.put(entry.getKey(), entry.getValue());
        }
      }
      changed.clear();
    }

    void clear() {
      state.clear();
      changed.clear();
    }
  }
}
