package io.millrace.hpc.jobs;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.UsageWindow;
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
  private final LedgerEntries entries;
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
    this.entries = new LedgerEntries(windows, keep, state, timers);
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
      timers.accept(Long.MAX_VALUE);
    }
    if (windows.kinds().isEmpty()) {
      head.capacity = Math.max(head.capacity, change.capacity());
    } else {
      entries.add(head, change, watermark);
    }
    state.head(head);
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
    // Of what was said only after their end the results of windows are corrections.
    tell(head, due, closes && head.said < time ? time : Long.MIN_VALUE);
    if (timestamp == Long.MAX_VALUE) {
      tellTotal(head);
      state.clear();
      return;
    } else if (onTheHour) {
      entries.forget(head, time);
      entries.addHeld(head, time, timestamp);
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
      entries.awake(head, time);
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
   * @param closed the end of the windows that are just closed
   */
  private void tell(LedgerHead head, DueWindows due, long closed) throws Exception {
    for (WindowUsage usage : due.usage(head, state)) {
      Revisions known = state.revisions(usage.kind(), usage.start());
      Revisions revisions = known == null ? Revisions.none() : known;
      for (String series : usage.series()) {
        int revision = revisions.of(series);
        boolean nothing = usage.isNothing(series);
        if (!nothing || revision > 0) {
          boolean first = revision == 0 && usage.end() == closed;
          emission.emit(usage, series, revision, status(first, nothing));
          revisions.counts().put(series, revision + 1);
        }
      }
      if (!revisions.counts().isEmpty()) {
        state.revisions(usage.kind(), usage.start(), revisions);
        timers.accept(entries.expiry(usage.start()) * MILLIS - 1);
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
}
