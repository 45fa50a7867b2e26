package io.millrace.operators.window;

import io.millrace.operators.window.PaneWindows.Pane;
import io.millrace.operators.window.PaneWindows.Track;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One key with its windows, state and timers in memory. Times are in minutes, for short tests. */
final class MemoryKey {
  private static final long MINUTE = 60_000;

  private final TreeSet<Long> timers = new TreeSet<>();
  private final List<Map<Long, ?>> maps = new ArrayList<>();
  private final PaneWindows<long[]> windows;
  private final long pane;
  private long watermark = Long.MIN_VALUE;

  /** Results so far, such as {@code [0, 60) 3 FINAL 0}. */
  final List<String> results = new ArrayList<>();

  MemoryKey(long pane, long early, long lateness, WindowSpec... specs) {
    this.pane = pane;
    List<Track<long[]>> tracks = new ArrayList<>();
    for (WindowSpec spec : specs) {
      tracks.add(new Track<>(spec.size().toMillis(), spec.slide().toMillis(), map(), map()));
    }
    LongMap<Pane<long[]>> pending = map();
    windows =
        new PaneWindows<>(
            new CountFunction<>(),
            early * MINUTE,
            lateness * MINUTE,
            List.of(),
            pending,
            tracks,
            timers::add,
            (start, end, content, revision, status) ->
                results.add(
                    "[%d, %d) %d %s %d"
                        .formatted(start / MINUTE, end / MINUTE, content[0], status, revision)));
  }

  /** Some events of the pane that starts at a time; false if they were refused. */
  boolean add(long start, long events) throws Exception {
    return add(start, start + pane, events);
  }

  boolean add(long start, long end, long events) throws Exception {
    return windows.add(start * MINUTE, end * MINUTE, new long[] {events}, watermark);
  }

  /** Lets event time pass all before a time. */
  void passes(long time) throws Exception {
    watermark = time * MINUTE - 1;
    while (!timers.isEmpty() && timers.first() <= watermark) {
      windows.onTime(timers.pollFirst());
    }
  }

  /** What a restore does: state and timers stay, the watermark is forgotten. */
  void restore() {
    watermark = Long.MIN_VALUE;
  }

  /** How many entries of state and timers there are. */
  int size() {
    return timers.size() + maps.stream().mapToInt(Map::size).sum();
  }

  private <V> LongMap<V> map() {
    Map<Long, V> map = new HashMap<>();
    maps.add(map);
    return new LongMap<>() {
      @Override
      public V get(long time) {
        return map.get(time);
      }

      @Override
      public void put(long time, V value) {
        map.put(time, value);
      }

      @Override
      public void remove(long time) {
        map.remove(time);
      }
    };
  }
}
