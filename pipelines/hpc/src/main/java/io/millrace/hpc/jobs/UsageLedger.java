package io.millrace.hpc.jobs;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.UsageWindow;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * The accounts of one cluster, by hour, and the results of windows over them. A window is told when
 * event time has passed its end, with the jobs that run; and again when what is known of it has
 * changed, once each time that event time advances.
 *
 * <p>All jobs of a cluster are in one ledger, so that what runs at the end of a bounded input is
 * counted up to the same time in all series. Transitions of jobs are few: 200,000 jobs a day are
 * seven a second.
 */
final class UsageLedger {
  private static final long MILLIS = 1_000;

  private final UsageWindows windows;
  private final boolean total;
  private final long keep;
  private final LedgerState state;
  private final LongConsumer timers;
  private final Emission emission;

  /** Takes the usage of a window, of one series. */
  interface Emission {
    void emit(WindowUsage usage, String series, int revision, ResultStatus status);
  }

  /**
   * @param keep for how long after its end, in s, a window is corrected
   * @param timers asks for a call of {@link #onTime} at a time in ms since 1970
   */
  UsageLedger(
      UsageWindows windows,
      boolean total,
      long keep,
      LedgerState state,
      LongConsumer timers,
      Emission emission) {
    this.windows = windows;
    this.total = total;
    this.keep = -UsageWindows.hour(-keep);
    this.state = state;
    this.timers = timers;
    this.emission = emission;
  }

  /**
   * Enters a change.
   *
   * @param watermark up to where events are known, in ms since 1970
   */
  void add(UsageChange change, long watermark) throws Exception {
    LedgerHead head = state.head() == null ? new LedgerHead() : state.head();
    head.first = Math.min(head.first, change.time());
    head.last = Math.max(head.last, change.time());
    head.capacity = Math.max(head.capacity, change.capacity());
    if (total) {
      UsageBySeries all = state.total() == null ? UsageBySeries.empty() : state.total();
      change.series().forEach(series -> all.add(series, change.totals(), 1));
      state.total(all);
      timers.accept(Long.MAX_VALUE);
    }
    if (!windows.kinds().isEmpty()) {
      long reached =
          watermark == Long.MIN_VALUE ? Long.MIN_VALUE : Math.floorDiv(watermark, MILLIS);
      enter(head, kept(change, reached), watermark);
    }
    state.head(head);
  }

  /** What began before the oldest hour that is kept is entered as in use from there on. */
  private UsageChange kept(UsageChange change, long reached) {
    if (reached == Long.MIN_VALUE || expiry(change.time()) > reached) {
      return change;
    }
    long oldest = UsageWindows.hour(reached - keep);
    UsageBySeries levels = UsageBySeries.empty();
    levels.addLevels("", change.totals(), 1);
    UsageTotals use = levels.of("").copy();
    use.add(UsageTotals.Total.MOMENT, use.of(UsageTotals.Total.PROCESSORS) * oldest);
    return new UsageChange(change.cluster(), oldest, change.capacity(), change.series(), use);
  }

  private void enter(LedgerHead head, UsageChange change, long watermark) throws Exception {
    long hour = UsageWindows.hour(change.time());
    UsageBySeries known = state.hour(hour);
    UsageBySeries usage = known == null ? UsageBySeries.empty() : known;
    head.hours += known == null ? 1 : 0;
    change.series().forEach(series -> usage.add(series, change.totals(), 1));
    state.hour(hour, usage);
    if (hour < head.open) {
      UsageBySeries before = state.changed(hour);
      UsageBySeries changed = before == null ? UsageBySeries.empty() : before;
      for (String series : change.series()) {
        changed.add(series, change.totals(), 1);
        head.levels.addLevels(series, change.totals(), 1);
      }
      state.changed(hour, changed);
      head.changed.add(hour);
      timers.accept(watermark + 1);
    }
    awake(hour);
  }

  private void awake(long hour) {
    for (UsageWindow kind : windows.kinds()) {
      timers.accept(UsageWindows.end(kind, hour) * MILLIS - 1);
    }
    timers.accept((hour + UsageWindows.HOUR) * MILLIS - 1);
    timers.accept(expiry(hour) * MILLIS - 1);
  }

  private long expiry(long time) {
    return UsageWindows.end(windows.greatest(), time) + keep;
  }

  /**
   * Does what is due.
   *
   * @param timestamp one that was asked for
   * @param over whether the input is at its end, so that what runs is counted up to the last change
   */
  void onTime(long timestamp, boolean over) throws Exception {
    LedgerHead head = state.head();
    if (head == null) {
      return;
    }
    correct(head, over);
    long time = Math.floorDiv(timestamp, MILLIS) + 1;
    if (timestamp == Long.MAX_VALUE) {
      tellTotal(head);
    } else if (timestamp == time * MILLIS - 1 && time % UsageWindows.HOUR == 0) {
      close(head, time, over);
      forget(head, time);
    }
    boolean idle = head.hours == 0 && head.levels.isEmpty() && head.changed.isEmpty();
    state.head(idle && state.total() == null ? null : head);
  }

  private void close(LedgerHead head, long time, boolean over) throws Exception {
    long hour = time - UsageWindows.HOUR;
    if (hour >= head.open) {
      UsageBySeries changes = state.hour(hour);
      UsageBySeries before = UsageBySeries.CODEC.copy(head.levels);
      if (changes != null) {
        head.levels.addLevels(changes, 1);
      }
      head.open = time;
      if (!(over && time > head.last) && !head.levels.isEmpty()) {
        awake(time);
      } else if (over && time > head.last && !before.isEmpty()) {
        // Nothing more will be heard of what still runs.
        timers.accept(expiry(hour) * MILLIS - 1);
      }
      for (UsageWindow kind : windows.kinds()) {
        if (UsageWindows.end(kind, hour) == time) {
          tell(head, kind, UsageWindows.start(kind, hour), null, over);
        }
      }
    }
  }

  private void correct(LedgerHead head, boolean over) throws Exception {
    if (head.changed.isEmpty()) {
      return;
    }
    Map<UsageWindow, TreeMap<Long, Set<String>>> affected = new EnumMap<>(UsageWindow.class);
    UsageBySeries difference = UsageBySeries.empty();
    for (long hour = head.changed.first(); hour < head.open; hour += UsageWindows.HOUR) {
      Set<String> series = new TreeSet<>(difference.totals().keySet());
      if (head.changed.contains(hour)) {
        UsageBySeries changed = state.changed(hour);
        series.addAll(changed.totals().keySet());
        difference.addLevels(changed, 1);
        state.changed(hour, null);
      }
      for (UsageWindow kind : windows.kinds()) {
        if (!series.isEmpty() && UsageWindows.end(kind, hour) <= head.open) {
          affected
              .computeIfAbsent(kind, absent -> new TreeMap<>())
              .computeIfAbsent(UsageWindows.start(kind, hour), absent -> new TreeSet<>())
              .addAll(series);
        }
      }
    }
    head.changed.clear();
    for (Map.Entry<UsageWindow, TreeMap<Long, Set<String>>> kind : affected.entrySet()) {
      for (Map.Entry<Long, Set<String>> window : kind.getValue().entrySet()) {
        tell(head, kind.getKey(), window.getKey(), window.getValue(), over);
      }
    }
  }

  /**
   * Tells a closed window.
   *
   * @param only the series to tell of; null for all
   */
  private void tell(LedgerHead head, UsageWindow kind, long start, Set<String> only, boolean over)
      throws Exception {
    long end = UsageWindows.end(kind, start);
    UsageBySeries levels = UsageBySeries.CODEC.copy(head.levels);
    UsageBySeries changes = UsageBySeries.empty();
    for (long hour = start; hour < head.open; hour += UsageWindows.HOUR) {
      UsageBySeries usage = state.hour(hour);
      if (usage != null) {
        levels.addLevels(usage, -1);
        if (hour < end) {
          changes.add(usage);
        }
      }
    }
    long until = over ? Math.max(start, Math.min(end, head.last)) : end;
    WindowUsage usage = new WindowUsage(kind, start, end, until, head.capacity, levels, changes);
    Set<String> told = new TreeSet<>(only == null ? usage.series() : only);
    Revisions known = state.revisions(kind, start);
    Revisions revisions = known == null ? Revisions.none() : known;
    for (String series : told) {
      int revision = revisions.of(series);
      boolean nothing = usage.isNothing(series);
      if (!nothing || revision > 0) {
        emission.emit(usage, series, revision, status(revision, nothing));
        revisions.counts().put(series, revision + 1);
      }
    }
    if (!revisions.counts().isEmpty()) {
      state.revisions(kind, start, revisions);
      timers.accept(expiry(start) * MILLIS - 1);
    }
  }

  private static ResultStatus status(int revision, boolean nothing) {
    if (revision == 0) {
      return ResultStatus.FINAL;
    }
    return nothing ? ResultStatus.RETRACTED : ResultStatus.CORRECTED;
  }

  private void tellTotal(LedgerHead head) throws Exception {
    UsageBySeries all = state.total();
    if (all == null) {
      return;
    }
    WindowUsage usage =
        new WindowUsage(
            UsageWindow.TOTAL,
            head.first,
            head.last,
            head.last,
            head.capacity,
            UsageBySeries.empty(),
            all);
    for (String series : usage.series()) {
      emission.emit(usage, series, 0, ResultStatus.FINAL);
    }
    state.total(null);
  }

  /** Forgets the windows that are corrected no longer from a time on. */
  private void forget(LedgerHead head, long time) throws Exception {
    long end = time - keep;
    UsageWindow greatest = windows.greatest();
    if (UsageWindows.start(greatest, end) != end) {
      return;
    }
    for (long hour = UsageWindows.start(greatest, end - 1); hour < end; hour += UsageWindows.HOUR) {
      if (state.hour(hour) != null) {
        state.hour(hour, null);
        head.hours--;
      }
      for (UsageWindow kind : windows.kinds()) {
        if (UsageWindows.start(kind, hour) == hour) {
          state.revisions(kind, hour, null);
        }
      }
    }
  }
}
