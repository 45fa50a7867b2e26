package io.millrace.formats;

import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** What became of one record: an event, several, the reason why there is none, or nothing. */
public sealed interface Decoded<T> {

  /** The events of the record; none unless it could be read. */
  default List<T> events() {
    if (this instanceof Ok<T> ok) {
      return List.of(ok.event());
    }
    return this instanceof Several<T> several ? several.events() : List.of();
  }

  /**
   * The record could be read.
   *
   * @param warnings what a user is to be warned of
   */
  record Ok<T>(T event, List<DataWarning> warnings) implements Decoded<T> {

    /** Without a warning. */
    public Ok(T event) {
      this(event, List.of());
    }
  }

  /**
   * The record could be read, and holds several events, at least two. Each counts as one read.
   *
   * @param warnings what a user is to be warned of
   */
  record Several<T>(@Override List<T> events, List<DataWarning> warnings) implements Decoded<T> {

    /** Each event as if it had come alone; the first has the warnings. */
    public List<Ok<T>> each() {
      List<Ok<T>> each = new ArrayList<>(events.size());
      events.forEach(event -> each.add(new Ok<>(event, each.isEmpty() ? warnings : List.of())));
      return each;
    }
  }

  /**
   * The record could not be read.
   *
   * @param code what is wrong
   * @param message what is wrong and what was expected, without the position of the record, which
   *     its transport knows
   */
  record Bad<T>(ErrorCode code, String message) implements Decoded<T> {}

  /** What was read is no record but a header or a comment of the format, and is not counted. */
  record Nothing<T>() implements Decoded<T> {}
}
