package io.millrace.platform.delivery;

import io.millrace.schemas.platform.Arrival;
import java.util.Map;
import java.util.TreeMap;

/**
 * The books of one source: from its arrivals to what is told of each window.
 *
 * <p>A window is told of when event time has reached its end, and again at each change after that,
 * for as long as the lateness. One without events is told of where the source is silent. All times
 * are in ms since 1970-01-01T00:00:00Z, spans in ms.
 */
final class SourceLedger {

  /** How long windows are, a source may be quiet and is remembered, and events may be late. */
  record Spans(long window, long silentAfter, long retention, long lateness) {}

  /** Calls {@link #onTime} at an event time; twice the same is once. */
  interface Timers {
    void at(long time);
  }

  /** Takes what is told of a window. */
  interface Windows {

    /**
     * Tells of a window, perhaps not for the first time.
     *
     * @param tally null if there is nothing to tell any more
     * @param silence for how long nothing had come at its end; null if time did not come so far
     */
    void tell(long start, WindowTally tally, Long silence, boolean silent);
  }

  private final Spans spans;
  private final SourceState state;
  private final Timers timers;
  private final Windows windows;

  SourceLedger(Spans spans, SourceState state, Timers timers, Windows windows) {
    this.spans = spans;
    this.state = state;
    this.timers = timers;
    this.windows = windows;
  }

  /**
   * Takes an arrival.
   *
   * @param time that it is processed under
   * @param reached how far event time is
   * @return whether it was taken; not if its window is forgotten
   */
  boolean add(Arrival arrival, long time, long reached) throws Exception {
    long start = floor(time);
    if (forgottenAt(start) <= reached) {
      return false;
    }
    SourceHead head = state.head() == null ? new SourceHead() : state.head();
    WindowTally tally = state.window(start) == null ? new WindowTally() : state.window(start);
    boolean isOutOfOrder = time < head.last;
    boolean isLatest = time > head.latestBefore(start + spans.window);
    TreeMap<Long, Long> gaps = new TreeMap<>();
    boolean isCopy = arrival.getSequence() != null && !enter(head, arrival, time, gaps);
    tally.add(arrival, time, isCopy, isOutOfOrder);
    tally.gaps += gaps.getOrDefault(start, 0L);
    head.keep(start, time);
    state.window(start, tally);
    boolean isClosed = isClosed(start, tally, reached);
    schedule(head, isClosed ? forgottenAt(start) : start + spans.window - 1);
    if (isClosed) {
      tell(head, start, reached);
    }
    correctGaps(head, gaps.headMap(start), reached);
    correctGaps(head, gaps.tailMap(start, false), reached);
    if (isLatest) {
      correctSilence(head, start, reached);
    }
    state.head(head);
    return true;
  }

  private boolean enter(SourceHead head, Arrival arrival, long time, TreeMap<Long, Long> gaps) {
    String epoch = arrival.getEpoch() == null ? "" : arrival.getEpoch();
    return head.epochs
        .computeIfAbsent(epoch, fresh -> new SequenceRanges())
        .add(
            arrival.getSequence(),
            time,
            spans.retention,
            (ending, by) -> gaps.merge(floor(ending), by, Long::sum));
  }

  private void correctGaps(SourceHead head, Map<Long, Long> gaps, long reached) throws Exception {
    for (Map.Entry<Long, Long> change : gaps.entrySet()) {
      WindowTally other = state.window(change.getKey());
      // One that is forgotten stands as it is.
      if (other != null && change.getValue() != 0) {
        other.gaps += change.getValue();
        state.window(change.getKey(), other);
        if (isClosed(change.getKey(), other, reached)) {
          tell(head, change.getKey(), reached);
        }
      }
    }
  }

  /** The windows after one, up to the next with events, were silent for less long. */
  private void correctSilence(SourceHead head, long changed, long reached) throws Exception {
    long start = changed + spans.window;
    while (!head.hasEvents(start) && start + spans.window - 1 <= reached) {
      tell(head, start, reached);
      start += spans.window;
    }
  }

  /**
   * Does what is due when event time has reached a time for which a timer was set.
   *
   * @param reached how far event time is, without the end of the input
   * @param over whether the input is over
   */
  void onTime(long now, long reached, boolean over) throws Exception {
    SourceHead head = state.head();
    if (head == null) {
      return;
    }
    if (head.next <= now) {
      head.next = Long.MAX_VALUE;
    }
    long end = now + 1;
    if (floor(end) == end) {
      tell(head, end - spans.window, reached);
    }
    forgetWindows(head, now);
    Long nextWindow = head.firstWindowAfter(end - spans.window);
    boolean gone = over ? nextWindow == null : isGone(head.last, now);
    if (gone) {
      while (head.firstWindow() != null) {
        state.window(head.firstWindow(), null);
        head.forgetFirstWindow();
      }
      state.head(null);
      return;
    }
    if (nextWindow != null) {
      schedule(head, nextWindow + spans.window - 1);
    }
    if (!over) {
      scheduleRest(head, end);
    }
    state.head(head);
  }

  private void scheduleRest(SourceHead head, long end) {
    long nextEnd = floor(end) + spans.window;
    long latest = head.latestBefore(nextEnd);
    if (latest != SourceHead.NONE) {
      long silentEnd = Math.max(nextEnd, floor(latest + spans.silentAfter) + spans.window);
      if (silentEnd - latest <= spans.retention) {
        schedule(head, silentEnd - 1);
      }
    }
    if (head.firstWindow() != null) {
      schedule(head, Math.max(end, forgottenAt(head.firstWindow())));
    }
    schedule(head, goneAt(head.last));
  }

  private void forgetWindows(SourceHead head, long now) throws Exception {
    while (head.firstWindow() != null && forgottenAt(head.firstWindow()) <= now) {
      state.window(head.firstWindow(), null);
      head.forgetFirstWindow();
    }
    // No event from before this is let in any more.
    long open = floor(now + 1 - spans.lateness);
    head.epochs.values().forEach(ranges -> ranges.close(open));
    head.epochs.values().removeIf(ranges -> isGone(ranges.lastTime(), now));
  }

  private void tell(SourceHead head, long start, long reached) throws Exception {
    long end = start + spans.window;
    WindowTally tally = state.window(start);
    boolean wasTold = tally != null && tally.told;
    long latest = head.latestBefore(end);
    Long silence =
        latest != SourceHead.NONE && (wasTold || end - 1 <= reached) ? (Long) (end - latest) : null;
    boolean silent = silence != null && silence > spans.silentAfter && silence <= spans.retention;
    boolean exists = silent || tally != null && !tally.isEmpty();
    if (!exists && !wasTold) {
      return;
    }
    WindowTally kept = tally == null ? new WindowTally() : tally;
    kept.told = true;
    state.window(start, kept);
    head.keep(start, SourceHead.NONE);
    windows.tell(start, exists ? kept : null, silence, silent);
  }

  private void schedule(SourceHead head, long time) {
    if (time < head.next) {
      head.next = time;
      timers.at(time);
    }
  }

  private boolean isClosed(long start, WindowTally tally, long reached) {
    return tally.told || start + spans.window - 1 <= reached;
  }

  private long forgottenAt(long start) {
    return start + spans.window - 1 + spans.lateness;
  }

  /** When a source, or one epoch of it, is remembered for long enough after its last event. */
  private long goneAt(long last) {
    return forgottenAt(floor(last)) + spans.retention;
  }

  private boolean isGone(long last, long now) {
    return goneAt(last) <= now;
  }

  private long floor(long time) {
    return time - Math.floorMod(time, spans.window);
  }
}
