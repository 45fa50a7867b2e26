package io.millrace.runner.replay;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.EventTimeField;
import io.millrace.sdk.MillraceException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The span of event time that results of one schema cover, by the fields that say so: {@code
 * window_start} and {@code window_end}, else {@code start} and {@code end}, else {@code
 * event_time}.
 */
final class ResultSpan {
  private static final List<List<String>> FIELDS =
      List.of(
          List.of("window_start", "window_end"), List.of("start", "end"), List.of("event_time"));

  private final EventTimeField first;
  private final Optional<EventTimeField> end;

  private ResultSpan(EventTimeField first, Optional<EventTimeField> end) {
    this.first = first;
    this.end = end;
  }

  /** That of a schema; empty if its results are of no time. */
  static Optional<ResultSpan> of(Schema schema) {
    for (List<String> names : FIELDS) {
      if (names.stream().allMatch(name -> isTime(schema, name))) {
        return Optional.of(
            new ResultSpan(
                EventTimeField.of(schema, names.get(0)),
                names.size() < 2
                    ? Optional.empty()
                    : Optional.of(EventTimeField.of(schema, names.get(1)))));
      }
    }
    return Optional.empty();
  }

  private static boolean isTime(Schema schema, String name) {
    try {
      EventTimeField.of(schema, name);
      return true;
    } catch (MillraceException none) {
      return false;
    }
  }

  /**
   * Whether a result lies within a range, at whose edges it would lack events. One that does not
   * say when it is, such as an episode that goes on, lies nowhere else.
   *
   * @param from inclusive, in ms
   * @param to exclusive, in ms
   */
  boolean isWithin(IndexedRecord result, long from, long to) {
    try {
      long start = first.millis(result);
      if (end.isEmpty()) {
        return start >= from && start < to;
      }
      return start >= from && end.get().millis(result) <= to;
    } catch (BadRecordException timeless) {
      return true;
    }
  }

  /**
   * Whether a result is of before a range altogether.
   *
   * @param from where the range begins, in ms
   */
  boolean isBefore(IndexedRecord result, long from) {
    try {
      return end.isEmpty() ? first.millis(result) < from : end.get().millis(result) <= from;
    } catch (BadRecordException timeless) {
      return false;
    }
  }
}
