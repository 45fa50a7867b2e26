package io.millrace.services.graph;

import io.millrace.schemas.services.LinkCall;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives calls their own times. A call is known when its trace is complete, so event time has to
 * wait for that long.
 */
final class LinkTimesOperator extends AbstractStreamOperator<LinkCall>
    implements OneInputStreamOperator<LinkCall, LinkCall> {
  private static final long serialVersionUID = 1L;

  private final long delay;

  /**
   * @param delay of the watermark, in ms
   */
  LinkTimesOperator(long delay) {
    this.delay = delay;
  }

  @Override
  public void processElement(StreamRecord<LinkCall> element) {
    long time = element.getValue().getEventTime().toEpochMilli();
    output.collect(new StreamRecord<>(element.getValue(), time));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean end = mark.getTimestamp() == Long.MAX_VALUE;
    boolean begin = mark.getTimestamp() < Long.MIN_VALUE + delay;
    if (!begin) {
      super.processWatermark(end ? mark : new Watermark(mark.getTimestamp() - delay));
    }
  }
}
