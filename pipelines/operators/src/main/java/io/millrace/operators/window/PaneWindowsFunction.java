package io.millrace.operators.window;

import io.millrace.operators.window.PaneWindows.Pane;
import io.millrace.operators.window.PaneWindows.Track;
import io.millrace.schemas.ResultStatus;
import io.millrace.sdk.Tally;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The second of two stages: from the panes of a key to the results of its windows. */
final class PaneWindowsFunction<K, A, R>
    extends KeyedProcessFunction<K, Tuple4<K, Long, Long, A>, R> implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final Windows windows;
  private final long early;
  private final long lateness;
  private final PaneFunction<?, A> function;
  private final RowsFunction<K, A, R> rowsFunction;

  private transient List<Long> formerLatenesses;
  private transient PaneWindows<A> paneWindows;
  private transient Tally late;
  private transient Context context;
  private transient Collector<R> collector;

  PaneWindowsFunction(
      String input,
      Windows windows,
      long early,
      long lateness,
      PaneFunction<?, A> function,
      RowsFunction<K, A, R> rowsFunction) {
    this.input = input;
    this.windows = windows;
    this.early = early;
    this.lateness = lateness;
    this.function = function;
    this.rowsFunction = rowsFunction;
  }

  @Override
  public void initializeState(FunctionInitializationContext initialization) throws Exception {
    // The same in all instances, which is what broadcast state is for.
    BroadcastState<Long, Boolean> latenesses =
        initialization
            .getOperatorStateStore()
            .getBroadcastState(new MapStateDescriptor<>("latenesses", Types.LONG, Types.BOOLEAN));
    formerLatenesses = new ArrayList<>();
    for (Map.Entry<Long, Boolean> former : latenesses.entries()) {
      formerLatenesses.add(former.getKey());
    }
    formerLatenesses.remove(lateness);
    latenesses.put(lateness, true);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext snapshot) {
    // All of the state is Flink's.
  }

  @Override
  public void open(OpenContext openContext) {
    late = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.LATE);
    TypeInformation<A> content = new CodecTypeInfo<>(function.codec());
    List<Track<A>> tracks =
        windows.specs().stream()
            .map(
                spec ->
                    new Track<>(
                        spec.size().toMillis(),
                        spec.slide().toMillis(),
                        new StateMap<>(state("slices." + spec.id(), content)),
                        new StateMap<>(
                            state("emissions." + spec.id(), new CodecTypeInfo<>(Emission.CODEC)))))
            .toList();
    paneWindows =
        new PaneWindows<>(
            function,
            early,
            lateness,
            formerLatenesses,
            new PaneMap<>(state("panes", new TupleTypeInfo<>(Types.LONG, content))),
            tracks,
            time -> context.timerService().registerEventTimeTimer(time),
            this::emit);
  }

  @Override
  public void processElement(Tuple4<K, Long, Long, A> partial, Context ctx, Collector<R> out)
      throws Exception {
    context = ctx;
    collector = out;
    long watermark = ctx.timerService().currentWatermark();
    if (!paneWindows.add(partial.f1, windows.paneEnd(partial.f1), partial.f3, watermark)) {
      // Only an input that was idle, and went on without it, comes here: the events are gone.
      late.add(partial.f2);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<R> out) throws Exception {
    context = ctx;
    collector = out;
    paneWindows.onTime(timestamp);
  }

  private void emit(long start, long end, A content, int revision, ResultStatus status) {
    K key = context.getCurrentKey();
    rowsFunction.rows(
        key,
        Instant.ofEpochMilli(start),
        Instant.ofEpochMilli(end),
        content,
        revision,
        status,
        collector::collect);
  }

  private <V> MapState<Long, V> state(String name, TypeInformation<V> type) {
    return getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Types.LONG, type));
  }

  private record StateMap<V>(MapState<Long, V> state) implements LongMap<V> {

    @Override
    public V get(long time) throws Exception {
      return state.get(time);
    }

    @Override
    public void put(long time, V value) throws Exception {
      state.put(time, value);
    }

    @Override
    public void remove(long time) throws Exception {
      state.remove(time);
    }
  }

  private record PaneMap<A>(MapState<Long, Tuple2<Long, A>> state) implements LongMap<Pane<A>> {

    @Override
    public Pane<A> get(long time) throws Exception {
      Tuple2<Long, A> pane = state.get(time);
      return pane == null ? null : new Pane<>(pane.f0, pane.f1);
    }

    @Override
    public void put(long time, Pane<A> pane) throws Exception {
      state.put(time, Tuple2.of(pane.start(), pane.content()));
    }

    @Override
    public void remove(long time) throws Exception {
      state.remove(time);
    }
  }
}
