package io.millrace.operators.window;

import io.millrace.sdk.codec.Codec;
import java.io.Serializable;

/**
 * How events become the content of a window, one pane at a time.
 *
 * <p>For results that do not depend on the order of arrival, any split of the same events into
 * accumulators and any order of merging them has to give equal accumulators.
 *
 * @param <T> the events, which are not to be changed
 * @param <A> the accumulators, which may be changed in place
 */
public interface PaneFunction<T, A> extends Serializable {

  /** A new accumulator of no events. */
  A create();

  /** Adds an event. */
  void add(A accumulator, T event);

  /**
   * Adds the content of one accumulator to another.
   *
   * @param into is changed, and shares nothing with {@code from} afterwards that either may change
   * @param from stays as it is
   */
  void merge(A into, A from);

  /** How accumulators are kept and sent. */
  Codec<A> codec();
}
