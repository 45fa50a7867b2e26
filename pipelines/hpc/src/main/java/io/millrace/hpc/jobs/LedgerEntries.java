package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.UsageWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The hours of a {@link UsageLedger}: what is entered in them, and when they are forgotten. */
final class LedgerEntries {
  private static final long MILLIS = 1_000;

  private final UsageWindows windows;
  private final long keep;
  private final LedgerState state;
  private final LongConsumer timers;

  LedgerEntries(UsageWindows windows, long keep, LedgerState state, LongConsumer timers) {
    this.windows = windows;
    this.keep = -UsageWindows.hour(-keep);
    this.state = state;
    this.timers = timers;
  }

  /** Enters a change, or holds it until event time has reached the hour in which it was said. */
  void add(LedgerHead head, UsageChange change, long watermark) throws Exception {
    long hour = UsageWindows.hour(change.known());
    if (hour * MILLIS - 1 > watermark) {
      hold(head, change, hour);
    } else {
      enter(head, kept(change, head.open), watermark);
    }
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

  /** Enters what was said in an hour that begins. */
  void addHeld(LedgerHead head, long hour, long timestamp) throws Exception {
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
    head.said = Math.max(head.said, change.known());
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
      if (!head.levels.isEmpty()) {
        awake(head, head.open);
      }
    }
    awake(head, hour);
  }

  /** Asks for the times at which something is due of an hour. */
  void awake(LedgerHead head, long hour) {
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

  /** When a window that begins at a time is forgotten, in s since 1970. */
  long expiry(long time) {
    return UsageWindows.end(windows.greatest(), time) + keep;
  }

  /** Forgets the windows that are corrected no longer from a time on. */
  void forget(LedgerHead head, long time) throws Exception {
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
