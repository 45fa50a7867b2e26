package io.millrace.runner.launch;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.sdk.ArrivalView;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes of each event what a pipeline sees of its arrival. An event from too far ahead gets the
 * timestamp of its record as its time, and so is let in.
 */
final class ArrivalOperator<E extends IndexedRecord, T extends IndexedRecord>
    extends AbstractStreamOperator<Arrived<T>>
    implements OneInputStreamOperator<Arrived<E>, Arrived<T>> {
  private static final long serialVersionUID = 1L;

  private final ArrivalView<T> view;
  private final Duration maxFuture;

  /**
   * @param maxFuture how far an event time may lie ahead of its record's timestamp; null for no
   *     limit
   */
  ArrivalOperator(ArrivalView<T> view, Duration maxFuture) {
    this.view = view;
    this.maxFuture = maxFuture;
  }

  @Override
  public void processElement(StreamRecord<Arrived<E>> element) {
    Arrived<E> arrived = element.getValue();
    long time =
        EventTimeWatermarks.inFuture(arrived, maxFuture)
            ? arrived.timestamp()
            : arrived.eventTime();
    T seen = arrived.isEvent() ? see(arrived) : null;
    Arrived<T> viewed =
        new Arrived<>(
            seen, arrived.dead(), time, arrived.arrival(), arrived.timestamp(), arrived.warnings());
    output.collect(new StreamRecord<>(viewed, time));
  }

  private T see(Arrived<E> arrived) {
    Instant arrival =
        arrived.arrival() == RawRecord.NO_TIME ? null : Instant.ofEpochMilli(arrived.arrival());
    return view.of(arrived.event(), Instant.ofEpochMilli(arrived.eventTime()), arrival);
  }
}
