package io.millrace.operators.window;

import io.millrace.schemas.ResultStatus;
import java.util.List;

/**
 * Turns the panes of one key into the results of its windows.
 *
 * <p>A pane is held until event time has passed its end and only then shows in any window, so what
 * an early result contains depends on event time alone. A pane that comes later is shown at once,
 * and corrects the windows that are complete. What is kept of a window is forgotten when its
 * lateness is over.
 *
 * <p>Whether a window is complete is told by what was emitted for it: the watermark is forgotten
 * when a job is restored, and event time then seems to start anew.
 *
 * <p>All times are in ms since 1970-01-01T00:00:00Z; spans in ms.
 */
final class PaneWindows<A> {

  /**
   * A pane, or several with the same end after the windows of a pipeline were changed: then start
   * is the earliest.
   */
  record Pane<A>(long start, A content) {}

  /** The windows of one size. Their state is apart from that of other sizes: those may change. */
  record Track<A>(long size, long slide, LongMap<A> slices, LongMap<Emission> emissions) {}

  /** Calls {@link #onTime} at an event time; twice the same is once. */
  interface Timers {
    void at(long time);
  }

  /** Takes results; the content belongs to the state. */
  interface Results<A> {
    void emit(long start, long end, A content, int revision, ResultStatus status);
  }

  private final PaneFunction<?, A> function;
  private final long early;
  private final long lateness;
  private final List<Long> formerLatenesses;
  private final LongMap<Pane<A>> pending;
  private final List<Track<A>> tracks;
  private final Timers timers;
  private final Results<A> results;

  /**
   * @param early how often open windows show what they have; 0 for never
   * @param formerLatenesses with which timers may have been set before the job was changed
   */
  PaneWindows(
      PaneFunction<?, A> function,
      long early,
      long lateness,
      List<Long> formerLatenesses,
      LongMap<Pane<A>> pending,
      List<Track<A>> tracks,
      Timers timers,
      Results<A> results) {
    this.function = function;
    this.early = early;
    this.lateness = lateness;
    this.formerLatenesses = formerLatenesses;
    this.pending = pending;
    this.tracks = tracks;
    this.timers = timers;
    this.results = results;
  }

  /**
   * Takes the events of a pane, or some of them.
   *
   * @return whether they were taken; not if their windows are forgotten
   */
  boolean add(long start, long end, A content, long watermark) throws Exception {
    if (end - 1 > watermark) {
      Pane<A> held = pending.get(end);
      if (held == null) {
        pending.put(end, new Pane<>(start, function.codec().copy(content)));
        timers.at(end - 1);
      } else {
        function.merge(held.content, content);
        pending.put(end, new Pane<>(Math.min(start, held.start), held.content));
      }
    } else if (end - 1 + lateness > watermark) {
      show(start, end, content, watermark, watermark + 1);
    } else {
      return false;
    }
    return true;
  }

  /** Does what is due when event time has reached a time for which a timer was set. */
  void onTime(long now) throws Exception {
    Pane<A> pane = pending.get(now + 1);
    if (pane != null) {
      pending.remove(now + 1);
      show(pane.start, now + 1, pane.content, now, now);
    }
    for (Track<A> track : tracks) {
      if (early > 0 && track.size > early && Math.floorMod(now + 1, early) == 0) {
        showOpen(track, now + 1);
      }
      if (Math.floorMod(now + 1, track.slide) == 0) {
        complete(track, now + 1, now);
      }
      forget(track, now + 1 - lateness, now);
      for (long former : formerLatenesses) {
        forget(track, now + 1 - former, now);
      }
    }
  }

  /**
   * Adds a pane to the windows that it lies in.
   *
   * @param now the event time reached, at least that of the pane
   * @param earlyDone up to where early results have been emitted
   */
  private void show(long start, long end, A content, long now, long earlyDone) throws Exception {
    for (Track<A> track : tracks) {
      long slice = floor(end - 1, track.slide);
      // A pane longer than the slices was held when a finer size was added: that one starts later.
      if (slice <= start) {
        A merged = track.slices.get(slice);
        if (merged == null) {
          merged = function.create();
        }
        function.merge(merged, content);
        track.slices.put(slice, merged);
        showInWindows(track, slice, now, earlyDone);
      }
    }
  }

  private void showInWindows(Track<A> track, long slice, long now, long earlyDone)
      throws Exception {
    for (long start = slice + track.slide - track.size; start <= slice; start += track.slide) {
      long end = start + track.size;
      Emission emission = emission(track, start);
      if (emission.complete() || end - 1 <= now) {
        emitComplete(track, start, content(track, start), emission, now);
      } else {
        timers.at(end - 1);
        if (early == 0 || track.size <= early) {
          // The windows after this one are waited for when this one is complete.
          return;
        }
        track.emissions.put(start, emission.afterChange());
        long tick = floor(earlyDone, early) + early;
        if (tick < end && tick - 1 > now) {
          timers.at(tick - 1);
        }
      }
    }
  }

  private void showOpen(Track<A> track, long tick) throws Exception {
    for (long start = floor(tick - 1, track.slide);
        start + track.size > tick;
        start -= track.slide) {
      Emission emission = emission(track, start);
      if (emission.changed()) {
        A content = content(track, start);
        results.emit(
            start, start + track.size, content, emission.results(), ResultStatus.PROVISIONAL);
        track.emissions.put(start, emission.afterEarlyResult());
      }
    }
  }

  private void complete(Track<A> track, long end, long now) throws Exception {
    long start = end - track.size;
    Emission emission = emission(track, start);
    A content = emission.complete() ? null : content(track, start);
    if (content == null) {
      return;
    }
    emitComplete(track, start, content, emission, now);
    for (long slice = end - track.slide; slice > start; slice -= track.slide) {
      if (track.slices.get(slice) != null) {
        timers.at(end + track.slide - 1);
        return;
      }
    }
  }

  private void emitComplete(Track<A> track, long start, A content, Emission before, long now)
      throws Exception {
    long end = start + track.size;
    ResultStatus status = before.complete() ? ResultStatus.CORRECTED : ResultStatus.FINAL;
    results.emit(start, end, content, before.results(), status);
    track.emissions.put(start, before.afterCompleteResult());
    if (end - 1 + lateness > now) {
      timers.at(end - 1 + lateness);
    }
  }

  private void forget(Track<A> track, long end, long now) throws Exception {
    long start = end - track.size;
    if (Math.floorMod(end, track.slide) != 0 || !emission(track, start).complete()) {
      return;
    }
    if (end - 1 + lateness > now) {
      timers.at(end - 1 + lateness);
    } else {
      track.emissions.remove(start);
      // Of all windows that hold this slice, the one that starts with it is the last.
      track.slices.remove(start);
    }
  }

  private Emission emission(Track<A> track, long start) throws Exception {
    Emission emission = track.emissions.get(start);
    return emission == null ? Emission.NONE : emission;
  }

  /** The events of a window so far; null if there are none. */
  private A content(Track<A> track, long start) throws Exception {
    if (track.size == track.slide) {
      return track.slices.get(start);
    }
    A content = null;
    for (long slice = start; slice < start + track.size; slice += track.slide) {
      A part = track.slices.get(slice);
      if (part != null) {
        content = content == null ? function.create() : content;
        function.merge(content, part);
      }
    }
    return content;
  }

  private static long floor(long time, long step) {
    return time - Math.floorMod(time, step);
  }
}
