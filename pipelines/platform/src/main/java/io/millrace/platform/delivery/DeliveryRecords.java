package io.millrace.platform.delivery;

import io.millrace.operators.statistics.QuantileSummary;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.platform.DelayReason;
import io.millrace.schemas.platform.Delivery;
import java.time.Instant;

/** From what was counted of a source in a window to its record. */
final class DeliveryRecords {
  private static final double MILLIS = 1_000;

  private DeliveryRecords() {}

  /**
   * A record that is RETRACTED or FINAL, and lacks what only all sources together tell.
   *
   * @param tally null if there is nothing to tell any more
   * @param silence in ms; null if it is not known
   */
  static Delivery of(
      String source, long start, long end, WindowTally tally, Long silence, boolean silent) {
    WindowTally counted = tally == null ? new WindowTally() : tally;
    QuantileSummary delays = counted.delays();
    boolean isTimed = delays.count() > 0;
    DelayReason reason = counted.isEmpty() ? DelayReason.NO_EVENTS : DelayReason.NO_ARRIVAL_TIME;
    return Delivery.newBuilder()
        .setSource(source)
        .setWindowStart(Instant.ofEpochMilli(start))
        .setWindowEnd(Instant.ofEpochMilli(end))
        .setEvents(counted.events)
        .setDuplicates(counted.numbered > 0 ? (Long) counted.duplicates : null)
        .setGaps(counted.numbered > 0 ? (Long) counted.gaps : null)
        .setOutOfOrder(counted.outOfOrder)
        .setFuture(counted.future)
        .setDelayMin(isTimed ? (Double) delays.min() : null)
        .setDelayP50(isTimed ? (Double) delays.quantile(0.5) : null)
        .setDelayP99(isTimed ? (Double) delays.quantile(0.99) : null)
        .setDelayMax(isTimed ? (Double) delays.max() : null)
        .setDelayReason(isTimed ? null : reason)
        .setSilence(silence == null ? null : (Double) (silence / MILLIS))
        .setSilent(silent)
        .setStatus(tally == null ? ResultStatus.RETRACTED : ResultStatus.FINAL)
        .build();
  }

  /** Its least delay in ms; null if that is not known. */
  static Long leastDelay(Delivery record) {
    Double seconds = record.getDelayMin();
    return seconds == null ? null : (Long) Math.round(seconds * MILLIS);
  }

  /**
   * The record with the skew of its source's clock.
   *
   * @param expectedDelay of a source whose clock is right, in ms; null if it is not known
   */
  static Delivery withSkew(Delivery record, Long expectedDelay) {
    Long least = leastDelay(record);
    return least == null || expectedDelay == null
        ? record
        : Delivery.newBuilder(record).setClockSkew((expectedDelay - least) / MILLIS).build();
  }

  static Delivery as(Delivery record, int revision, ResultStatus status) {
    return Delivery.newBuilder(record).setRevision(revision).setStatus(status).build();
  }
}
