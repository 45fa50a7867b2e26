package io.millrace.industrial.oee;

import io.millrace.operators.state.TimeSpan;
import io.millrace.operators.state.TimeSpans;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.WindowKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the facts of one machine into the results of its windows.
 *
 * <p>A window is complete when event time has passed its end; its result is then computed from the
 * facts before its end. A window about which there is nothing to say, neither planned time nor an
 * event, has no result; one of which that turns out later has it retracted.
 *
 * <p>Facts wait until they may matter: when the first window ends that they are in or, if they come
 * late, when event time goes on. So what is kept is rewritten once for many of them, and those
 * complete windows whose elements all the late ones together have changed are corrected once.
 *
 * <p>Times are in us since 1970-01-01T00:00:00Z.
 */
final class MachineOee {

  /** Calls {@link #onTime} when event time has reached a time; twice the same is once. */
  interface Timers {
    void at(long reached);
  }

  /** Takes results. */
  interface Results {
    void emit(PlantWindow window, Elements elements, int revision, ResultStatus status);

    /** A fact that was known already. */
    void duplicate(Fact fact);

    /** A fact that takes the place of another. */
    void replaces(Fact fact);
  }

  private final PlantWindows windows;
  private final boolean shifts;
  private final Rules rules;
  private final Retention retention;
  private final long early;
  private final LedgerState state;
  private final Timers timers;
  private final Results results;

  /**
   * @param shifts whether shifts are windows
   * @param early how often open windows show what they have; 0 for never
   */
  MachineOee(
      PlantWindows windows,
      boolean shifts,
      Rules rules,
      Retention retention,
      long early,
      LedgerState state,
      Timers timers,
      Results results) {
    this.windows = windows;
    this.shifts = shifts;
    this.rules = rules;
    this.retention = retention;
    this.early = early;
    this.state = state;
    this.timers = timers;
    this.results = results;
  }

  /**
   * Takes a fact.
   *
   * @param reached every fact before this time is known, but for late ones
   */
  void add(Fact fact, long reached) throws Exception {
    state.addWaiting(fact);
    timers.at(mayCorrect(fact, reached) ? reached + 1 : firstNeeded(fact, reached));
  }

  /** Does what is due when every fact before a time is known. */
  void onTime(long reached) throws Exception {
    Ledger ledger = new Ledger(state);
    boolean learned = learnWaiting(ledger);
    boolean advances = reached > ledger.completeTo();
    Content content = new Content(ledger, windows, shifts, rules);
    long end = content.nextEnd(ledger.completeTo());
    while (end <= reached) {
      for (PlantWindow window : content.endingAt(end)) {
        finish(ledger, window, reached);
      }
      ledger.completeTo(end);
      end = content.nextEnd(end);
    }
    if (end < Long.MAX_VALUE) {
      timers.at(end);
    }
    if (advances) {
      ledger.completeTo(reached);
      if (early > 0 && Math.floorMod(reached, early) == 0) {
        showOpen(ledger, content, reached);
      }
    }
    scheduleEarly(learned ? reached : content.next(reached), ledger.completeTo());
    prune(ledger, ledger.completeTo());
    ledger.save();
  }

  /** Whether a fact may bear upon windows that are complete up to a time. */
  private static boolean mayCorrect(Fact fact, long completeTo) {
    boolean replaces = fact instanceof Fact.Correctable entry && entry.supersedes() != null;
    return completeTo > Long.MIN_VALUE && (fact.time() < completeTo || replaces);
  }

  /**
   * Adds the facts that wait, and corrects the complete windows that they change.
   *
   * @return whether there were any
   */
  private boolean learnWaiting(Ledger ledger) throws Exception {
    List<Fact> waiting = state.waiting();
    if (waiting.isEmpty()) {
      return false;
    }
    long now = ledger.completeTo();
    Set<PlantWindow> vanished = shiftWindows(ledger);
    Map<PlantWindow, Elements> before = new LinkedHashMap<>();
    List<TimeSpan> touched = new ArrayList<>();
    for (Fact fact : waiting) {
      List<TimeSpan> reach =
          mayCorrect(fact, now) ? new Reach(ledger, rules).of(fact, now) : List.of();
      // What no fact has reached so far is still as it was before all of them.
      addComplete(before, ledger, reach, now);
      boolean replaces = ledger.replaces(fact);
      if (ledger.add(fact)) {
        touched.addAll(reach);
        if (replaces) {
          results.replaces(fact);
        }
      } else {
        results.duplicate(fact);
      }
    }
    state.clearWaiting();
    vanished.removeAll(shiftWindows(ledger));
    for (PlantWindow shift : vanished) {
      retract(ledger, shift, now);
    }
    Map<PlantWindow, Elements> after = new LinkedHashMap<>();
    addComplete(after, ledger, TimeSpans.union(touched).spans(), now);
    for (Map.Entry<PlantWindow, Elements> window : after.entrySet()) {
      correct(ledger, window.getKey(), before.get(window.getKey()), window.getValue(), now);
    }
    return true;
  }

  private Set<PlantWindow> shiftWindows(Ledger ledger) throws Exception {
    Set<PlantWindow> found = new LinkedHashSet<>();
    if (shifts) {
      for (Fact.Entry entry : ledger.plan().standing(CalendarKind.SHIFT)) {
        found.add(new PlantWindow(WindowKind.SHIFT, entry.time(), entry.end()));
      }
    }
    return found;
  }

  /** Adds the complete windows, not yet closed, that overlap any of some spans. */
  private void addComplete(
      Map<PlantWindow, Elements> complete, Ledger ledger, List<TimeSpan> spans, long now)
      throws Exception {
    if (spans.stream().allMatch(span -> span.from() >= now)) {
      return;
    }
    Calculation calculation = new Calculation(ledger, rules);
    Set<PlantWindow> shiftWindows = shiftWindows(ledger);
    long open = now - retention.lateness();
    for (TimeSpan span : spans) {
      List<PlantWindow> found = new ArrayList<>();
      long from = Math.max(span.from(), open);
      if (from < span.to()) {
        found.addAll(windows.overlapping(from, span.to(), now));
      }
      shiftWindows.stream()
          .filter(window -> window.end() <= now && window.overlaps(span.from(), span.to()))
          .forEach(found::add);
      for (PlantWindow window : found) {
        if (!retention.closed(window, now) && !complete.containsKey(window)) {
          complete.put(window, calculation.of(window, window.end()));
        }
      }
    }
  }

  private void correct(Ledger ledger, PlantWindow window, Elements before, Elements after, long now)
      throws Exception {
    Emission emission = ledger.emission(window);
    boolean exists = window.kind() == WindowKind.SHIFT || after.hasContent();
    if (!emission.complete()) {
      finish(ledger, window, now);
    } else if (!exists && !emission.retracted()) {
      results.emit(window, after, emission.results(), ResultStatus.RETRACTED);
      ledger.put(emission.afterRetraction());
    } else if (exists && (emission.retracted() || !after.agreesWith(before))) {
      results.emit(window, after, emission.results(), ResultStatus.CORRECTED);
      ledger.put(emission.afterComplete());
    }
  }

  /** The first complete result of a window, if there is anything to say. */
  private void finish(Ledger ledger, PlantWindow window, long now) throws Exception {
    Emission emission = ledger.emission(window);
    if (emission.complete() || retention.closed(window, now)) {
      return;
    }
    Elements elements = new Calculation(ledger, rules).of(window, window.end());
    if (window.kind() == WindowKind.SHIFT || elements.hasContent()) {
      results.emit(window, elements, emission.results(), ResultStatus.FINAL);
      ledger.put(emission.afterComplete());
    }
  }

  /** Takes back what was said of a shift that the calendar does not hold any more. */
  private void retract(Ledger ledger, PlantWindow shift, long now) throws Exception {
    Emission emission = ledger.emission(shift);
    if (emission.results() > 0 && !emission.retracted() && !retention.closed(shift, now)) {
      Elements elements = new Calculation(ledger, rules).of(shift, Math.min(shift.end(), now));
      results.emit(shift, elements, emission.results(), ResultStatus.RETRACTED);
      ledger.put(emission.afterRetraction());
    }
  }

  private void showOpen(Ledger ledger, Content content, long reached) throws Exception {
    Calculation calculation = new Calculation(ledger, rules);
    for (PlantWindow window : content.openAt(reached)) {
      Emission emission = ledger.emission(window);
      if (window.end() - window.start() > early && !emission.complete()) {
        Elements elements = calculation.of(window, reached);
        if (elements.hasContent()) {
          results.emit(window, elements, emission.results(), ResultStatus.PROVISIONAL);
          ledger.put(emission.afterProvisional());
        }
      }
    }
  }

  /**
   * When the first window ends or is shown that a fact is in, or the fact is of no use; what is to
   * go into an hour does not wait for longer than that, for all that waits is taken up at once.
   */
  private long firstNeeded(Fact fact, long now) {
    long from = Math.max(fact.time(), now);
    long first =
        fact instanceof Fact.Cycle
            ? from + retention.reference() + 1
            : Hour.startOf(from) + Hour.LENGTH;
    for (WindowKind kind : windows.kinds()) {
      first = Math.min(first, windows.firstEndingAfter(kind, from).end());
    }
    if (fact instanceof Fact.Entry entry && entry.end() > now) {
      first = Math.min(first, entry.end());
    }
    return early > 0 ? Math.min(first, nextEarly(from)) : first;
  }

  /** Wakes up at the first multiple of the early interval after both times. */
  private void scheduleEarly(long content, long reached) {
    if (early > 0 && content < Long.MAX_VALUE) {
      timers.at(nextEarly(Math.max(content, reached)));
    }
  }

  /** The first multiple of the early interval after a time. */
  private long nextEarly(long time) {
    return time - Math.floorMod(time, early) + early;
  }

  private void prune(Ledger ledger, long reached) throws Exception {
    long cut = retention.cut(reached);
    ledger.prune(cut, retention.believed(), reached - retention.reference());
    if (ledger.firstHour() < Long.MAX_VALUE) {
      timers.at(retention.expiry(ledger.firstHour() + Hour.LENGTH));
    }
    if (ledger.lastHeard() < Long.MAX_VALUE) {
      timers.at(retention.expiry(ledger.lastHeard() + retention.believed()));
    }
    for (Fact.Entry entry : ledger.plan().entries()) {
      timers.at(retention.expiry(entry.end()));
    }
    if (ledger.firstReference() < Long.MAX_VALUE) {
      timers.at(ledger.firstReference() + retention.reference() + 1);
    }
  }
}
