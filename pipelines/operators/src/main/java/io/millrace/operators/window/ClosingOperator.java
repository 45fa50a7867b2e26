package io.millrace.operators.window;

import io.millrace.sdk.Tally;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Sends events aside whose pane is closed for good, and counts them; what was closed stays closed
 * after a restore. What becomes of the others is for the operators that extend it.
 */
abstract class ClosingOperator<T, R> extends AbstractStreamOperator<R>
    implements OneInputStreamOperator<T, R> {
  private static final long serialVersionUID = 1L;

  final Windows windows;

  private final String input;
  private final long lateness;
  private final OutputTag<T> lateTag;

  private transient Tally late;
  private transient Closing closing;
  private transient ListState<Tuple2<Boolean, Long>> closingState;

  ClosingOperator(String input, Windows windows, long lateness, OutputTag<T> lateTag) {
    this.input = input;
    this.windows = windows;
    this.lateness = lateness;
    this.lateTag = lateTag;
  }

  /**
   * Takes an event that is not late.
   *
   * @param paneStart of its pane, in ms since 1970-01-01T00:00:00Z
   */
  abstract void punctual(StreamRecord<T> element, long paneStart) throws Exception;

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
    late = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.LATE);
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    if (!element.hasTimestamp()) {
      throw new IllegalStateException("The events of input '" + input + "' have no event time");
    }
    long paneStart = windows.paneStart(element.getTimestamp());
    if (closing.closed(windows.paneEnd(paneStart))) {
      late.add(1);
      output.collect(lateTag, element);
    } else {
      punctual(element, paneStart);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    closing.advance(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    closing.idle(status.isIdle());
    super.processWatermarkStatus(status);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    closingState.update(List.of(Tuple2.of(closing.isIdle(), closing.horizon())));
  }
}
