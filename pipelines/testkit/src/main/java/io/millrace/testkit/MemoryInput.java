package io.millrace.testkit;

import io.millrace.sdk.avro.RecordType;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.avro.generic.IndexedRecord;

/**
 * An input whose events are given, in the order in which they arrive.
 *
 * @param name the name in the definition
 */
public record MemoryInput<T extends IndexedRecord>(
    String name,
    RecordType<T> type,
    List<T> events,
    Times<T> times,
    Duration outOfOrderness,
    Duration lateness) {

  /**
   * The times of events.
   *
   * @param arrival null where that is not known
   * @param maxFuture how far an event time may lie ahead of the arrival
   */
  public record Times<T>(EventTime<T> event, EventTime<T> arrival, Duration maxFuture)
      implements Serializable {

    /** Under which time an event is processed, if ones from the future are. */
    long processed(T of) {
      long time = event.applyAsLong(of);
      boolean future = arrival != null && time - arrival.applyAsLong(of) > maxFuture.toMillis();
      return future ? arrival.applyAsLong(of) : time;
    }
  }

  /** Tells a time of an event, in ms since 1970-01-01T00:00:00Z. */
  @FunctionalInterface
  public interface EventTime<T> extends ToLongFunction<T>, Serializable {}

  public MemoryInput {
    events = List.copyOf(events);
  }

  /** An input whose event time is in the field {@code event_time}. */
  public static <T extends IndexedRecord> MemoryInput<T> of(
      String name, Class<T> type, List<T> events, Duration outOfOrderness, Duration lateness) {
    return of(name, RecordType.of(type), events, outOfOrderness, lateness);
  }

  /** An input of any records whose event time is in the field {@code event_time}. */
  public static <T extends IndexedRecord> MemoryInput<T> of(
      String name, RecordType<T> type, List<T> events, Duration outOfOrderness, Duration lateness) {
    int position = type.schema().getField("event_time").pos();
    return new MemoryInput<>(
        name,
        type,
        events,
        new Times<>(event -> ((Instant) event.get(position)).toEpochMilli(), null, Duration.ZERO),
        outOfOrderness,
        lateness);
  }

  /**
   * This input where it is known when events arrived.
   *
   * @param maxFuture how far an event time may lie ahead of that
   */
  public MemoryInput<T> arriving(EventTime<T> arrival, Duration maxFuture) {
    return new MemoryInput<>(
        name,
        type,
        events,
        new Times<>(times.event(), arrival, maxFuture),
        outOfOrderness,
        lateness);
  }
}
