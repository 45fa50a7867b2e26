package io.millrace.formats.flink;

import io.millrace.formats.RawRecord;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.DataWarning;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/**
 * What a source hands on of one record: an event with its times, or a dead letter. Exactly one of
 * the two is null.
 *
 * @param eventTime in ms since 1970-01-01T00:00:00Z; {@link RawRecord#NO_TIME} for a dead letter
 * @param arrival in ms since 1970-01-01T00:00:00Z; {@link RawRecord#NO_TIME} where it is not known
 * @param warnings what a user is to be warned of; none for most
 */
public record Arrived<T extends IndexedRecord>(
    T event, DeadLetter dead, long eventTime, long arrival, List<DataWarning> warnings) {

  /** Without a warning. */
  public Arrived(T event, DeadLetter dead, long eventTime, long arrival) {
    this(event, dead, eventTime, arrival, List.of());
  }

  /** Whether this is an event. */
  public boolean isEvent() {
    return event != null;
  }
}
