package io.millrace.operators.window;

import io.millrace.sdk.Input;
import io.millrace.sdk.Stage;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * An input apart from its late events, for pipelines that aggregate the same events in several
 * ways: an event is then late for all of them or for none, and is counted and kept once.
 *
 * @param punctual the input without the events that came too late for any window
 * @param late those events, whole; they have been counted
 */
public record PunctualStreams<T extends IndexedRecord>(Input<T> punctual, DataStream<T> late) {

  /**
   * Splits an input.
   *
   * @param windows of all aggregations that follow: an event is late when the pane of all of these
   *     windows together is closed for good
   */
  public static <T extends IndexedRecord> PunctualStreams<T> of(
      Stage stage, Input<T> input, List<WindowSpec> windows) {
    OutputTag<T> lateTag = new OutputTag<>("late", input.events().getType());
    SingleOutputStreamOperator<T> punctual =
        stage.on(
            input
                .events()
                .transform(
                    stage.id(),
                    input.events().getType(),
                    new LateEventsOperator<>(
                        input.name(), new Windows(windows), input.lateness().toMillis(), lateTag)));
    return new PunctualStreams<>(
        new Input<>(input.name(), punctual, input.outOfOrderness(), input.lateness()),
        punctual.getSideOutput(lateTag));
  }
}
