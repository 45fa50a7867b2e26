package io.millrace.formats.flink;

import io.millrace.formats.RawRecord;
import java.time.Duration;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Timestamps and watermarks of what a source hands on. The watermark is the greatest event time
 * seen, less the out-of-orderness, less 1 ms: no event at or before it is expected any more. Dead
 * letters and events of the future leave it where it is.
 */
public final class EventTimeWatermarks {
  private EventTimeWatermarks() {}

  /**
   * The strategy of one input.
   *
   * @param maxFuture by how much an event time may run ahead of the record's timestamp; null for
   *     any
   * @param idleAfter after how much wall-clock time without a record a partition no longer holds
   *     the others back; null for never
   * @param perEvent whether the watermark is emitted after each event that advances it, so that
   *     results don't depend on the wall clock; else periodically
   */
  public static <T extends IndexedRecord> WatermarkStrategy<Arrived<T>> strategy(
      Duration outOfOrderness, Duration maxFuture, Duration idleAfter, boolean perEvent) {
    WatermarkStrategy<Arrived<T>> strategy =
        WatermarkStrategy.<Arrived<T>>forGenerator(
                context -> new Generator<>(outOfOrderness.toMillis(), maxFuture, perEvent))
            .withTimestampAssigner((arrived, before) -> arrived.eventTime());
    return idleAfter == null ? strategy : strategy.withIdleness(idleAfter);
  }

  /**
   * Whether an event claims a time further ahead of its record's timestamp than is allowed. Never
   * where there is no timestamp. It is a fact of the record, so a replay decides alike.
   *
   * @param maxFuture null for any
   */
  public static boolean inFuture(Arrived<?> arrived, Duration maxFuture) {
    return maxFuture != null && inFuture(arrived, maxFuture.toMillis());
  }

  private static boolean inFuture(Arrived<?> arrived, long maxFutureMillis) {
    return arrived.isEvent()
        && arrived.timestamp() != RawRecord.NO_TIME
        && arrived.eventTime() - arrived.timestamp() > maxFutureMillis;
  }

  private static final class Generator<T extends IndexedRecord>
      implements WatermarkGenerator<Arrived<T>> {
    private final long outOfOrderness;
    private final long maxFuture;
    private final boolean perEvent;
    private long watermark = Long.MIN_VALUE;

    Generator(long outOfOrderness, Duration maxFuture, boolean perEvent) {
      this.outOfOrderness = outOfOrderness;
      this.maxFuture = maxFuture == null ? Long.MAX_VALUE : maxFuture.toMillis();
      this.perEvent = perEvent;
    }

    @Override
    public void onEvent(Arrived<T> arrived, long timestamp, WatermarkOutput output) {
      if (!arrived.isEvent() || inFuture(arrived, maxFuture)) {
        return;
      }
      long reached = arrived.eventTime() - outOfOrderness - 1;
      if (reached > watermark) {
        watermark = reached;
        if (perEvent) {
          output.emitWatermark(new Watermark(watermark));
        }
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (!perEvent && watermark != Long.MIN_VALUE) {
        output.emitWatermark(new Watermark(watermark));
      }
    }
  }
}
