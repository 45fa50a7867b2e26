package io.millrace.operators.window;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;

/**
 * A function that knows how far event time went, also before a restore. Flink forgets watermarks,
 * but what was closed has to stay closed: else a late event opens anew what is forgotten.
 */
public abstract class ReachedTimeFunction<K, I, O> extends KeyedProcessFunction<K, I, O>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private transient ListState<Long> watermarks;
  private transient long reached;
  private transient TimerService timers;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    watermarks =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermarks", Types.LONG));
    long least = Long.MAX_VALUE;
    for (long before : watermarks.get()) {
      least = Math.min(least, before);
    }
    reached = least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext snapshot) throws Exception {
    if (timers != null) {
      // Time has gone on since the last event.
      reached(timers);
    }
    // An instance that has seen no time has no say in how far it went.
    watermarks.update(reached == Long.MIN_VALUE ? List.of() : List.of(reached));
  }

  /**
   * The greatest watermark so far, in ms; {@link Long#MIN_VALUE} if there was none. The last of all
   * says that the input is over, not how far its time went, and is not counted.
   *
   * @param service of the context of each event and timer
   */
  protected final long reached(TimerService service) {
    timers = service;
    long watermark = service.currentWatermark();
    reached = watermark == Long.MAX_VALUE ? reached : Math.max(reached, watermark);
    return reached;
  }
}
