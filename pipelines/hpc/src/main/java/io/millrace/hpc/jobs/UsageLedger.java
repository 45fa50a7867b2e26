package io.millrace.hpc.jobs;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.UsageWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    if (total) {
      UsageBySeries all = state.total() == null ? UsageBySeries.empty() : state.total();
      change.series().forEach(series -> all.add(series, change.totals(), 1));
      state.total(all);
      head.capacity = Math.max(head.capacity, change.capacity());
      timers.accept(Long.MAX_VALUE);
    }
    if (!windows.kinds().isEmpty()) {
      long hour = UsageWindows.hour(change.known());
      if (hour * MILLIS - 1 > watermark) {
        hold(head, change, hour);
      } else {
        enter(head, kept(change, head.open), watermark);
      }
    }
    state.head(head);
  }

  /** What is said in a later hour must not show in the results of one before. */
  private void hold(LedgerHead head, UsageChange change, long hour) throws Exception {
    List<UsageChange> held = state.held(hour);
    List<UsageChange> changes = held == null ? new ArrayList<>() : held;
    head.held += held == null ? 1 : 0;
    changes.add(change);
    state.held(hour, changes);
    timers.accept(hour * MILLIS - 1);
  }

  private void enterHeld(LedgerHead head, long hour, long timestamp) throws Exception {
    List<UsageChange> held = state.held(hour);
    if (held != null) {
      for (UsageChange change : held) {
        enter(head, kept(change, head.open), timestamp);
      }
      state.held(hour, null);
      head.held--;
    }
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
    return new UsageChange(
        change.cluster(), change.known(), oldest, change.capacity(), change.series(), use);
  }

  private void enter(LedgerHead head, UsageChange change, long watermark) throws Exception {
    head.capacity = Math.max(head.capacity, change.capacity());
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
    awake(head, hour);
  }

  private void awake(LedgerHead head, long hour) {
    for (UsageWindow kind : windows.kinds()) {
      if (UsageWindows.end(kind, hour) > head.open) {
        timers.accept(UsageWindows.end(kind, hour) * MILLIS - 1);
      }
    }
    if (hour >= head.open) {
      timers.accept((hour + UsageWindows.HOUR) * MILLIS - 1);
    }
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
    DueWindows due = new DueWindows();
    correct(head, due);
    if (over && !head.over) {
      head.over = true;
      cutShort(head, due);
      timers.accept(Long.MAX_VALUE);
    }
    long time = Math.floorDiv(timestamp, MILLIS) + 1;
    boolean onTheHour =
        timestamp < Long.MAX_VALUE
            && time * MILLIS - 1 == timestamp
            && time % UsageWindows.HOUR == 0;
    boolean closes = onTheHour && time > head.open;
    if (closes) {
      close(head, time, due);
    }
    tell(head, due, closes);
    if (timestamp == Long.MAX_VALUE) {
      tellTotal(head);
      state.clear();
      return;
    } else if (onTheHour) {
      forget(head, time);
      enterHeld(head, time, timestamp);
    }
    boolean idle =
        head.hours == 0 && head.held == 0 && head.levels.isEmpty() && head.changed.isEmpty();
    state.head(idle && state.total() == null ? null : head);
  }

  /** Makes the closed windows due that a change was entered for. */
  private void correct(LedgerHead head, DueWindows due) throws Exception {
    if (head.changed.isEmpty()) {
      return;
    }
    UsageBySeries difference = UsageBySeries.empty();
    for (long hour = head.changed.first(); hour < head.open; hour += UsageWindows.HOUR) {
      Set<String> series = new TreeSet<>(difference.totals().keySet());
      if (head.changed.contains(hour)) {
        UsageBySeries changed = state.changed(hour);
        series.addAll(changed.totals().keySet());
        difference.addLevels(changed, 1);
        state.changed(hour, null);
      }
      addClosed(head, hour, series, due);
    }
    head.changed.clear();
  }

  /**
   * Time went past the last change before the input was over, and what ran then was counted beyond
   * it: how far depends on other clusters and partitions, and is taken back.
   */
  private void cutShort(LedgerHead head, DueWindows due) {
    Set<String> running = head.levels.totals().keySet();
    long first = UsageWindows.hour(head.last);
    for (long hour = first; hour < head.open && !running.isEmpty(); hour += UsageWindows.HOUR) {
      addClosed(head, hour, running, due);
    }
  }

  private void addClosed(LedgerHead head, long hour, Set<String> series, DueWindows due) {
    for (UsageWindow kind : windows.kinds()) {
      if (!series.isEmpty() && UsageWindows.end(kind, hour) <= head.open) {
        due.add(kind, UsageWindows.start(kind, hour), series);
      }
    }
  }

  private void close(LedgerHead head, long time, DueWindows due) throws Exception {
    long hour = time - UsageWindows.HOUR;
    UsageBySeries changes = state.hour(hour);
    if (changes != null) {
      head.levels.addLevels(changes, 1);
    }
    head.open = time;
    // Of what still runs when the input is over nothing more will be heard.
    if (!head.levels.isEmpty() && !(head.over && time > head.last)) {
      awake(head, time);
    }
    for (UsageWindow kind : windows.kinds()) {
      long start = UsageWindows.start(kind, hour);
      if (UsageWindows.end(kind, hour) == time && !(head.over && start > head.last)) {
        due.add(kind, start);
      }
    }
  }

  /**
   * Tells the results that are due.
   *
   * @param closes whether the windows are among them that end where the open hour begins
   */
  private void tell(LedgerHead head, DueWindows due, boolean closes) throws Exception {
    for (WindowUsage usage : due.usage(head, state)) {
      Revisions known = state.revisions(usage.kind(), usage.start());
      Revisions revisions = known == null ? Revisions.none() : known;
      for (String series : usage.series()) {
        int revision = revisions.of(series);
        boolean nothing = usage.isNothing(series);
        if (!nothing || revision > 0) {
          boolean first = revision == 0 && closes && usage.end() == head.open;
          emission.emit(usage, series, revision, status(first, nothing));
          revisions.counts().put(series, revision + 1);
        }
      }
      if (!revisions.counts().isEmpty()) {
        state.revisions(usage.kind(), usage.start(), revisions);
        timers.accept(expiry(usage.start()) * MILLIS - 1);
      }
    }
  }

  private static ResultStatus status(boolean first, boolean nothing) {
    if (first) {
      return ResultStatus.FINAL;
    }
    return nothing ? ResultStatus.RETRACTED : ResultStatus.CORRECTED;
  }

  private void tellTotal(LedgerHead head) throws Exception {
    UsageBySeries all = state.total();
    if (all == null) {
      return;
    }
    WindowUsage usage = WindowUsage.total(head, all);
    for (String series : usage.series()) {
      emission.emit(usage, series, 0, ResultStatus.FINAL);
    }
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
