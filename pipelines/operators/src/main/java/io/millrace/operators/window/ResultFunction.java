package io.millrace.operators.window;

import io.millrace.schemas.ResultStatus;
import java.io.Serializable;
import java.time.Instant;

/**
 * How the content of a window becomes a result.
 *
 * @param <K> the key
 * @param <A> the accumulator
 * @param <R> the result
 */
@FunctionalInterface
public interface ResultFunction<K, A, R> extends Serializable {

  /**
   * Makes a result.
   *
   * @param start first instant of the window
   * @param end first instant after the window
   * @param content the events of the window, at least one; not to be changed, nor kept
   * @param revision how many results for the same key and window came before
   */
  R result(K key, Instant start, Instant end, A content, int revision, ResultStatus status);
}
