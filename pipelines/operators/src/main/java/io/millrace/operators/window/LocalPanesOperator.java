package io.millrace.operators.window;

import io.millrace.sdk.Tally;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * The first of two stages: aggregates by key and pane beside the source, and sends late events
 * aside.
 *
 * <p>Lateness is decided here, where the event still exists, and by pane: an event is late when its
 * pane is closed for good, and then goes into no window at all, so that hours equal the sum of
 * their minutes. What is held goes on before any watermark that passes it, before a barrier, and
 * when the input falls idle, for event time may then go on without it.
 */
final class LocalPanesOperator<K, T, A> extends AbstractStreamOperator<Tuple4<K, Long, Long, A>>
    implements OneInputStreamOperator<T, Tuple4<K, Long, Long, A>>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** Bounds of memory and of the work that a barrier causes, not of the result. */
  private static final long MOST_CELLS = 20_000;

  private static final long MOST_EVENTS = 1_000_000;

  private final String input;
  private final KeySelector<T, K> keySelector;
  private final TypeInformation<K> keyType;
  private final Windows windows;
  private final long lateness;
  private final PaneFunction<T, A> function;
  private final OutputTag<T> lateTag;

  private transient LocalPanes<K, T, A> panes;
  private transient StreamRecord<Tuple4<K, Long, Long, A>> outgoing;
  private transient Tally late;
  private transient Closing closing;
  private transient ListState<Tuple2<Boolean, Long>> closingState;

  LocalPanesOperator(
      String input,
      KeySelector<T, K> keySelector,
      TypeInformation<K> keyType,
      Windows windows,
      long lateness,
      PaneFunction<T, A> function,
      OutputTag<T> lateTag) {
    this.input = input;
    this.keySelector = keySelector;
    this.keyType = keyType;
    this.windows = windows;
    this.lateness = lateness;
    this.function = function;
    this.lateTag = lateTag;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    closing = new Closing(lateness);
    // A union: after a restore, each instance has to know what all of them had closed.
    closingState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("closing", Types.TUPLE(Types.BOOLEAN, Types.LONG)));
    if (context.isRestored()) {
      for (Tuple2<Boolean, Long> before : closingState.get()) {
        closing.restore(before.f0, before.f1);
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    TypeSerializer<K> keySerializer =
        keyType.createSerializer(getExecutionConfig().getSerializerConfig());
    panes = new LocalPanes<>(function, keySerializer::copy);
    outgoing = new StreamRecord<>(null);
    late = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.LATE);
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    if (!element.hasTimestamp()) {
      throw new IllegalStateException("The events of input '" + input + "' have no event time");
    }
    T event = element.getValue();
    long paneStart = windows.paneStart(element.getTimestamp());
    if (closing.closed(windows.paneEnd(paneStart))) {
      late.add(1);
      output.collect(lateTag, element);
      return;
    }
    panes.add(keySelector.getKey(event), paneStart, event);
    if (panes.cells() >= MOST_CELLS || panes.events() >= MOST_EVENTS) {
      flushAll();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    panes.flush(windows.lastPaneEndedBy(mark.getTimestamp()), this::send);
    closing.advance(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (status.isIdle()) {
      flushAll();
    }
    closing.idle(status.isIdle());
    super.processWatermarkStatus(status);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flushAll();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    closingState.update(List.of(Tuple2.of(closing.isIdle(), closing.horizon())));
  }

  @Override
  public void endInput() {
    flushAll();
  }

  private void flushAll() {
    panes.flush(Long.MAX_VALUE, this::send);
  }

  private void send(K key, long paneStart, long events, A accumulator) {
    // The last instant of the pane: no watermark has passed it, unless its events were behind too.
    long time = windows.paneEnd(paneStart) - 1;
    output.collect(outgoing.replace(Tuple4.of(key, paneStart, events, accumulator), time));
  }
}
