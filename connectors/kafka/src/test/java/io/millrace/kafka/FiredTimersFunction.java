package io.millrace.kafka;

import io.millrace.schemas.industrial.SensorReading;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Tells a test when event time has passed the time of a reading. */
final class FiredTimersFunction extends KeyedProcessFunction<String, SensorReading, Long> {
  private static final long serialVersionUID = 1L;

  /** Seconds after noon, in the order in which event time passed them. */
  static final BlockingQueue<Long> FIRED = new LinkedBlockingQueue<>();

  @Override
  public void processElement(SensorReading reading, Context context, Collector<Long> out) {
    context.timerService().registerEventTimeTimer(context.timestamp());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Long> out) {
    FIRED.add(Instant.ofEpochMilli(time).getEpochSecond() - Readings.NOON.getEpochSecond());
  }
}
