package io.millrace.operators.window;

/**
 * Values of the present key by time in ms, as {@link PaneWindows} sees them. Methods may throw what
 * the state behind them does.
 */
interface LongMap<V> {

  /** The value; null if there is none. */
  V get(long time) throws Exception;

  void put(long time, V value) throws Exception;

  void remove(long time) throws Exception;
}
