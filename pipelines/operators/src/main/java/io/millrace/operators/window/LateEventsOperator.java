package io.millrace.operators.window;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Sends events aside whose pane is closed for good, by the rule of {@link LocalPanesOperator}, and
 * counts them: once for all of several aggregations.
 */
final class LateEventsOperator<T> extends ClosingOperator<T, T> {
  private static final long serialVersionUID = 1L;

  LateEventsOperator(String input, Windows windows, long lateness, OutputTag<T> lateTag) {
    super(input, windows, lateness, lateTag);
  }

  @Override
  void punctual(StreamRecord<T> element, long paneStart) {
    output.collect(element);
  }
}
