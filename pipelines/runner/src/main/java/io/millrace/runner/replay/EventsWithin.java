package io.millrace.runner.replay;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.EventTimeField;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.functions.FilterFunction;

/** Keeps the events of a range; what was read beyond it only served to find them. */
final class EventsWithin<T extends IndexedRecord> implements FilterFunction<T> {
  private static final long serialVersionUID = 1L;

  private final RecordType<T> type;
  private final String timeField;
  private final long from;
  private final long to;
  private transient EventTimeField time;

  /**
   * @param from inclusive, in ms
   * @param to exclusive, in ms
   */
  EventsWithin(RecordType<T> type, String timeField, long from, long to) {
    this.type = type;
    this.timeField = timeField;
    this.from = from;
    this.to = to;
  }

  @Override
  public boolean filter(T event) throws BadRecordException {
    if (time == null) {
      time = EventTimeField.of(type, timeField);
    }
    long millis = time.millis(event);
    return millis >= from && millis < to;
  }
}
