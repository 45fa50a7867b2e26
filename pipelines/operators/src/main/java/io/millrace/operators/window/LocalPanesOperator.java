package io.millrace.operators.window;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
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
final class LocalPanesOperator<K, T, A> extends ClosingOperator<T, Tuple4<K, Long, Long, A>>
    implements BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** Bounds of memory and of the work that a barrier causes, not of the result. */
  private static final long MOST_CELLS = 20_000;

  private static final long MOST_EVENTS = 1_000_000;

  private final KeySelector<T, K> keySelector;
  private final TypeInformation<K> keyType;
  private final PaneFunction<T, A> function;

  private transient LocalPanes<K, T, A> panes;
  private transient StreamRecord<Tuple4<K, Long, Long, A>> outgoing;

  LocalPanesOperator(
      String input,
      KeySelector<T, K> keySelector,
      TypeInformation<K> keyType,
      Windows windows,
      long lateness,
      PaneFunction<T, A> function,
      OutputTag<T> lateTag) {
    super(input, windows, lateness, lateTag);
    this.keySelector = keySelector;
    this.keyType = keyType;
    this.function = function;
  }

  @Override
  public void open() throws Exception {
    super.open();
    TypeSerializer<K> keySerializer =
        keyType.createSerializer(getExecutionConfig().getSerializerConfig());
    panes = new LocalPanes<>(function, keySerializer::copy);
    outgoing = new StreamRecord<>(null);
  }

  @Override
  void punctual(StreamRecord<T> element, long paneStart) throws Exception {
    T event = element.getValue();
    panes.add(keySelector.getKey(event), paneStart, event);
    if (panes.cells() >= MOST_CELLS || panes.events() >= MOST_EVENTS) {
      flushAll();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    panes.flush(windows.lastPaneEndedBy(mark.getTimestamp()), this::send);
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (status.isIdle()) {
      flushAll();
    }
    super.processWatermarkStatus(status);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flushAll();
    super.prepareSnapshotPreBarrier(checkpointId);
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
