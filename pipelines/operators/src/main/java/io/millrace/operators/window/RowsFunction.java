package io.millrace.operators.window;

import io.millrace.schemas.ResultStatus;
import java.io.Serializable;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * How the content of a window becomes results, where it may be several or none.
 *
 * @param <K> the key
 * @param <A> the accumulator
 * @param <R> the results
 */
@FunctionalInterface
public interface RowsFunction<K, A, R> extends Serializable {

  /**
   * Makes results.
   *
   * @param start first instant of the window
   * @param end first instant after the window
   * @param content the events of the window, at least one; not to be changed, nor kept
   * @param revision how many times there were results for the same key and window before
   * @param rows takes the results
   */
  void rows(
      K key,
      Instant start,
      Instant end,
      A content,
      int revision,
      ResultStatus status,
      Consumer<R> rows);

  /** Of a function that makes one result. */
  static <K, A, R> RowsFunction<K, A, R> of(ResultFunction<K, A, R> function) {
    return (key, start, end, content, revision, status, rows) ->
        rows.accept(function.result(key, start, end, content, revision, status));
  }
}
