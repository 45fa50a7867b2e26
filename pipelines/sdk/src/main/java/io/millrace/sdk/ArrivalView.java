package io.millrace.sdk;

import io.millrace.sdk.avro.RecordType;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * What a pipeline sees of the events of an input of any schema, and of their arrival.
 *
 * @param <T> the records that it makes of events
 */
public interface ArrivalView<T extends IndexedRecord> extends Serializable {

  /** The records that it makes of events. */
  RecordType<T> type();

  /**
   * The fields of events that it has to see; no others are decoded.
   *
   * @return their names, each once
   * @throws MillraceException if the schema has no such field, or it is of another type
   */
  List<String> fields(Schema schema);

  /**
   * What it sees of one event.
   *
   * @param event has {@link #fields}, in their order from position 0
   * @param eventTime as the event says
   * @param arrival when it reached the broker; null where nobody but the producer has said so
   */
  T of(IndexedRecord event, Instant eventTime, Instant arrival);
}
