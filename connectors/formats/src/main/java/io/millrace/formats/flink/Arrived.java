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
 * @param arrival when the broker got the record, in ms since 1970-01-01T00:00:00Z; {@link
 *     RawRecord#NO_TIME} where no broker says so
 * @param timestamp of the record, by whichever clock, in ms since 1970-01-01T00:00:00Z: what {@code
 *     max-future} is held against; {@link RawRecord#NO_TIME} where there is none, as in files
 * @param warnings what a user is to be warned of; none for most
 */
public record Arrived<T extends IndexedRecord>(
    T event,
    DeadLetter dead,
    long eventTime,
    long arrival,
    long timestamp,
    List<DataWarning> warnings) {

  /** An event or dead letter whose timestamp is its arrival, without a warning. */
  public Arrived(T event, DeadLetter dead, long eventTime, long arrival) {
    this(event, dead, eventTime, arrival, arrival, List.of());
  }

  /** An event of a record. */
  public static <T extends IndexedRecord> Arrived<T> event(
      T event, long eventTime, RawRecord raw, List<DataWarning> warnings) {
    return new Arrived<>(event, null, eventTime, raw.arrival(), raw.timestamp(), warnings);
  }

  /** The dead letter of a record, with the warnings of its decoding. */
  public static <T extends IndexedRecord> Arrived<T> dead(
      DeadLetter letter, RawRecord raw, List<DataWarning> warnings) {
    return new Arrived<>(null, letter, RawRecord.NO_TIME, raw.arrival(), raw.timestamp(), warnings);
  }

  /** Whether this is an event. */
  public boolean isEvent() {
    return event != null;
  }
}
