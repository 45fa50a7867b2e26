package io.millrace.operators.window;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Aggregates events by key and pane where they arrive, so that accumulators rather than events
 * cross the network. It holds them for a while only, and never hands the same accumulator on twice.
 */
final class LocalPanes<K, T, A> {

  /** Takes what was aggregated; the accumulator is the taker's. */
  interface Taker<K, A> {
    void take(K key, long paneStart, long events, A accumulator);
  }

  private static final class Cell<A> {
    private final A accumulator;
    private long events;

    Cell(A accumulator) {
      this.accumulator = accumulator;
    }
  }

  private final PaneFunction<T, A> function;
  private final UnaryOperator<K> keyCopy;
  private final TreeMap<Long, Map<K, Cell<A>>> cellsByPane = new TreeMap<>();
  private long cells;
  private long events;

  /**
   * @param keyCopy makes a key that nobody else changes
   */
  LocalPanes(PaneFunction<T, A> function, UnaryOperator<K> keyCopy) {
    this.function = function;
    this.keyCopy = keyCopy;
  }

  void add(K key, long paneStart, T event) {
    Map<K, Cell<A>> pane = cellsByPane.computeIfAbsent(paneStart, start -> new LinkedHashMap<>());
    Cell<A> cell = pane.get(key);
    if (cell == null) {
      cell = new Cell<>(function.create());
      pane.put(keyCopy.apply(key), cell);
      cells++;
    }
    function.add(cell.accumulator, event);
    cell.events++;
    events++;
  }

  /** How many accumulators are held. */
  long cells() {
    return cells;
  }

  /** How many events they hold. */
  long events() {
    return events;
  }

  /** Hands on the panes that start at or before a time. */
  void flush(long lastPaneStart, Taker<K, A> taker) {
    while (!cellsByPane.isEmpty() && cellsByPane.firstKey() <= lastPaneStart) {
      Map.Entry<Long, Map<K, Cell<A>>> pane = cellsByPane.pollFirstEntry();
      pane.getValue()
          .forEach(
              (key, cell) -> {
                cells--;
                events -= cell.events;
                taker.take(key, pane.getKey(), cell.events, cell.accumulator);
              });
    }
  }
}
