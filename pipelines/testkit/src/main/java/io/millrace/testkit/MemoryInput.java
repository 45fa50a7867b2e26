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
 * @param timeMillis the event time, in ms since 1970-01-01T00:00:00Z
 */
public record MemoryInput<T extends IndexedRecord>(
    String name,
    RecordType<T> type,
    List<T> events,
    EventTime<T> timeMillis,
    Duration outOfOrderness,
    Duration lateness) {

  /** Tells the time of an event, in ms since 1970-01-01T00:00:00Z. */
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
        event -> ((Instant) event.get(position)).toEpochMilli(),
        outOfOrderness,
        lateness);
  }
}
