package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.UsageWindow;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Closed windows that results are due of, and for which series. */
final class DueWindows {
  /** Null for all series that there are. */
  private final Map<UsageWindow, TreeMap<Long, Set<String>>> windows =
      new EnumMap<>(UsageWindow.class);

  /** Makes a window due for all its series. */
  void add(UsageWindow kind, long start) {
    windows.computeIfAbsent(kind, absent -> new TreeMap<>()).put(start, null);
  }

  /** Makes a window due for some series. */
  void add(UsageWindow kind, long start, Set<String> series) {
    windows
        .computeIfAbsent(kind, absent -> new TreeMap<>())
        .computeIfAbsent(start, absent -> new TreeSet<>())
        .addAll(series);
  }

  /**
   * What was used in them: one walk back through the hours, from what is in use when the open one
   * begins.
   *
   * @return the shortest windows first, each kind in the order of time
   */
  List<WindowUsage> usage(LedgerHead head, LedgerState state) throws Exception {
    long first =
        windows.values().stream().mapToLong(TreeMap::firstKey).min().orElse(Long.MAX_VALUE);
    Deque<WindowUsage> usage = new ArrayDeque<>();
    Map<UsageWindow, UsageBySeries> changes = new EnumMap<>(UsageWindow.class);
    UsageBySeries levels = UsageBySeries.CODEC.copy(head.levels);
    for (long hour = head.open - UsageWindows.HOUR; hour >= first; hour -= UsageWindows.HOUR) {
      UsageBySeries changed = state.hour(hour);
      if (changed != null) {
        levels.addLevels(changed, -1);
      }
      for (UsageWindow kind : windows.keySet()) {
        UsageBySeries all = changes.computeIfAbsent(kind, absent -> UsageBySeries.empty());
        if (changed != null) {
          all.add(changed);
        }
        if (UsageWindows.start(kind, hour) == hour) {
          if (windows.get(kind).containsKey(hour)) {
            usage.addFirst(of(kind, hour, head, levels, all));
          }
          changes.remove(kind);
        }
      }
    }
    return usage.stream().sorted(Comparator.comparing(WindowUsage::kind)).toList();
  }

  private WindowUsage of(
      UsageWindow kind, long start, LedgerHead head, UsageBySeries levels, UsageBySeries changes) {
    long end = UsageWindows.end(kind, start);
    long until = head.over ? Math.max(start, Math.min(end, head.last)) : end;
    // When the input is over nothing is known of what came after the last change.
    boolean known = !head.over || start <= head.last;
    Set<String> present = new TreeSet<>();
    if (known) {
      present.addAll(levels.totals().keySet());
      present.addAll(changes.totals().keySet());
    }
    Set<String> due = windows.get(kind).get(start);
    Set<String> series = due == null ? present : due;
    return new WindowUsage(
        kind,
        start,
        end,
        until,
        head.capacity,
        WindowUsage.users(present),
        series,
        known ? levels.only(series) : UsageBySeries.empty(),
        known ? changes.only(series) : UsageBySeries.empty());
  }
}
