package io.millrace.testkit;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/** Leaves nothing to a clock: the watermark follows every event at once. */
final class EveryEventWatermarks<T> implements WatermarkGenerator<T> {
  private final long outOfOrderness;
  private long greatest = Long.MIN_VALUE;

  EveryEventWatermarks(long outOfOrderness) {
    this.outOfOrderness = outOfOrderness;
  }

  @Override
  public void onEvent(T event, long time, WatermarkOutput output) {
    greatest = Math.max(greatest, time);
    output.emitWatermark(new Watermark(greatest - outOfOrderness - 1));
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // Done with every event.
  }
}
