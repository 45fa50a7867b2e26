package io.millrace.runner.launch;

import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.runner.definition.MaxDead;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Tally;
import io.millrace.sdk.Warning;
import io.millrace.sdk.WarningTally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets good events in; sends dead letters, and events from clocks that run ahead, to outputs of
 * their own. Counts them all, and fails where far too many of the last records were dead.
 */
final class AdmitFunction<T extends IndexedRecord> extends ProcessFunction<Arrived<T>, T> {
  private static final long serialVersionUID = 1L;

  /** Plans are made for a year ahead; beyond is a clock that is wrong. */
  private static final Duration FAR_AHEAD = Duration.ofDays(366);

  private final String input;
  private final Duration maxFuture;
  private final MaxDead maxDead;
  private final OutputTag<DeadLetter> dead;
  private final OutputTag<T> future;

  private transient Tally readTally;
  private transient Tally deadTally;
  private transient Tally futureTally;
  private transient Tally damagedTally;
  private transient WarningTally warnings;

  /** Not part of the state: what is read again after a failure is counted again. */
  private transient DeadShare share;

  /**
   * @param maxFuture how far an event time may lie ahead of its record's timestamp; null for no
   *     limit
   * @param maxDead how many records may be dead; null for no limit
   */
  AdmitFunction(String input, RecordType<T> type, Duration maxFuture, MaxDead maxDead) {
    this.input = input;
    this.maxFuture = maxFuture;
    this.maxDead = maxDead;
    this.dead = new OutputTag<>("dead", new AvroRecordTypeInfo<>(DeadLetter.class));
    this.future = new OutputTag<>("future", new AvroRecordTypeInfo<>(type));
  }

  OutputTag<DeadLetter> dead() {
    return dead;
  }

  OutputTag<T> future() {
    return future;
  }

  @Override
  public void open(OpenContext context) {
    readTally = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.READ);
    deadTally = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.DEAD);
    futureTally = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.FUTURE);
    damagedTally = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.DAMAGED);
    warnings = WarningTally.ofInput(getRuntimeContext(), input);
    share = maxDead == null ? null : new DeadShare(maxDead.of(), maxDead.dead());
  }

  @Override
  public void processElement(Arrived<T> arrived, Context context, Collector<T> events) {
    readTally.add(1);
    arrived.warnings().forEach(warnings::add);
    if (share != null && share.add(!arrived.isEvent()) && !arrived.isEvent()) {
      throw TooManyDead.of(maxDead, share.dead(), arrived.dead());
    }
    if (!arrived.isEvent()) {
      deadTally.add(1);
      if (ErrorCode.DAMAGED.name().equals(arrived.dead().getError())) {
        damagedTally.add(1);
      }
      context.output(dead, arrived.dead());
    } else if (EventTimeWatermarks.inFuture(arrived, maxFuture)) {
      futureTally.add(1);
      context.output(future, arrived.event());
    } else {
      warnOfFuture(arrived);
      events.collect(arrived.event());
    }
  }

  /** Where nothing limits it, one clock that is far ahead makes the events of all others late. */
  private void warnOfFuture(Arrived<T> arrived) {
    if (maxFuture == null && EventTimeWatermarks.inFuture(arrived, FAR_AHEAD)) {
      warnings.add(
          Warning.FAR_FUTURE, "", "an event of " + Instant.ofEpochMilli(arrived.eventTime()));
    }
  }
}
