package io.millrace.hpc.jobs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;

/**
 * State of the present key by number. While many changes are entered each value is read once, and
 * written once, by {@link #save}.
 */
final class WriteBack<V> {
  private final MapState<Long, V> state;
  private final Map<Long, V> values = new HashMap<>();
  private final Set<Long> changed = new HashSet<>();

  WriteBack(MapState<Long, V> state) {
    this.state = state;
  }

  /** The value; null if there is none. */
  V get(long number) throws Exception {
    if (!values.containsKey(number)) {
      values.put(number, state.get(number));
    }
    return values.get(number);
  }

  /** Sets the value; null for none. */
  void put(long number, V value) {
    values.put(number, value);
    changed.add(number);
  }

  /** Writes what was changed; the next key may come. */
  void save() throws Exception {
    for (long number : changed) {
      V value = values.get(number);
      if (value == null) {
        state.remove(number);
      } else {
        state.put(number, value);
      }
    }
    values.clear();
    changed.clear();
  }

  void clear() {
    state.clear();
    values.clear();
    changed.clear();
  }
}
