package io.millrace.industrial.oee;

import io.millrace.operators.state.TimeSpan;
import io.millrace.operators.state.TimeSpans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts of one machine, in the order of their time, for as long as one event is processed: what
 * is read is kept while it is not much, and what was changed is written by {@link #save}, or
 * before. Times are in us.
 */
final class Ledger {
  /** Of a machine that counts each part an hour has to fit on the heap, but not a day. */
  private static final int MOST_FACTS_KEPT = 50_000;

  private final LedgerState state;
  private final Head head;
  private final Map<Long, Hour> hours = new HashMap<>();
  private final Set<Long> changedHours = new HashSet<>();
  private int factsKept;
  private Plan plan;
  private boolean headChanged;
  private boolean planChanged;

  Ledger(LedgerState state) throws Exception {
    this.state = state;
    Head kept = state.head();
    this.head = kept == null ? new Head() : kept;
  }

  /** Writes what was changed. */
  void save() throws Exception {
    saveHours();
    if (planChanged) {
      state.plan(plan.isEmpty() ? null : plan);
    }
    if (headChanged) {
      state.head(isEmpty() ? null : head);
    }
  }

  private void saveHours() throws Exception {
    for (long start : changedHours) {
      state.hour(start, head.hours.contains(start) ? hours.get(start) : null);
    }
    changedHours.clear();
  }

  boolean isEmpty() throws Exception {
    return head.isEmpty() && plan().isEmpty();
  }

  /** Up to where windows are complete. */
  long completeTo() {
    return head.completeTo;
  }

  void completeTo(long time) {
    head.completeTo = time;
    headChanged = true;
  }

  Plan plan() throws Exception {
    if (plan == null) {
      Plan kept = state.plan();
      plan = kept == null ? new Plan() : kept;
    }
    return plan;
  }

  /**
   * Whether a fact that is not there yet takes the place of another: it names the one, or is a
   * cycle time of the same product and time.
   */
  boolean replaces(Fact fact) throws Exception {
    return fact instanceof Fact.Correctable entry
        ? entry.supersedes() != null
        : fact instanceof Fact.Cycle cycle && plan().hasOther(cycle);
  }

  /** Adds a fact; false if it is there already. */
  boolean add(Fact fact) throws Exception {
    if (fact instanceof Fact.Entry entry) {
      planChanged = true;
      return plan().add(entry);
    } else if (fact instanceof Fact.Cycle cycle) {
      planChanged = true;
      return plan().add(cycle);
    }
    Hour hour = changed(Hour.startOf(fact.time()));
    boolean isNew = fact instanceof Fact.State one ? add(one, hour) : hour.add((Fact.Count) fact);
    if (isNew) {
      factsKept++;
    }
    return isNew;
  }

  private boolean add(Fact.State added, Hour hour) {
    if (added.supersedes() != null) {
      headChanged = true;
      head.superseding.merge(
          added.supersedes(),
          added,
          (one, two) -> Fact.State.RANK.compare(one, two) < 0 ? two : one);
    }
    return hour.add(added);
  }

  /** Whether a state was not replaced. */
  boolean stands(Fact.State one) {
    return Superseding.stands(one, head.superseding);
  }

  /** The last state that replaces the one with an id; null if there is none. */
  Fact.State superseding(String id) {
    return head.superseding.get(id);
  }

  /** The states in [from, to) that stand. */
  List<Fact.State> states(long from, long to) throws Exception {
    List<Fact.State> found = new ArrayList<>();
    for (long start : between(from, to)) {
      Hour.within(hour(start).states(), from, to).stream().filter(this::stands).forEach(found::add);
    }
    return found;
  }

  /** The states, standing or not, that have an id. */
  List<Fact.State> statesOf(String id) throws Exception {
    List<Fact.State> found = new ArrayList<>();
    for (long start : head.hours) {
      for (Fact.State one : hour(start).states()) {
        if (id.equals(one.id())) {
          found.add(one);
        }
      }
    }
    return found;
  }

  /** The last state before a time that stands; null if none is known. */
  Fact.State stateBefore(long time) throws Exception {
    for (long start : head.hours.headSet(time, false).descendingSet()) {
      List<Fact.State> states = hour(start).states();
      for (int i = states.size() - 1; i >= 0; i--) {
        if (states.get(i).time() < time && stands(states.get(i))) {
          return states.get(i);
        }
      }
    }
    Fact.State last = head.lastState;
    return last != null && last.time() < time && stands(last) ? last : null;
  }

  /** The first state after a time that stands; null if there is none. */
  Fact.State stateAfter(long time) throws Exception {
    for (long start : head.hours.tailSet(Hour.startOf(time), true)) {
      for (Fact.State one : hour(start).states()) {
        if (one.time() > time && stands(one)) {
          return one;
        }
      }
    }
    return null;
  }

  /** Takes counts, one after another. */
  interface Counts {
    void take(Fact.Count count) throws Exception;
  }

  /** Gives away the counts in [from, to), in order. */
  void counts(long from, long to, Counts counts) throws Exception {
    for (long start : between(from, to)) {
      for (Fact.Count count : Hour.within(hour(start).counts(), from, to)) {
        counts.take(count);
      }
    }
  }

  /** The last totals, before a time, of the counter that a count goes on with; null if none are. */
  Fact.Count totalsBefore(long time, Fact.Count of) throws Exception {
    for (long start : head.hours.headSet(time, false).descendingSet()) {
      List<Fact.Count> counts = hour(start).counts();
      for (int i = counts.size() - 1; i >= 0; i--) {
        if (counts.get(i).time() < time && of.continues(counts.get(i))) {
          return counts.get(i);
        }
      }
    }
    Fact.Count last = head.lastTotals.get(of.counter());
    return last != null && last.time() < time ? last : null;
  }

  /** When the next totals of a counter are told after some; the greatest time if never. */
  long totalsAfter(Fact.Count count) throws Exception {
    for (long start : head.hours.tailSet(Hour.startOf(count.time()), true)) {
      for (Fact.Count one : hour(start).counts()) {
        if (one.time() > count.time() && one.continues(count)) {
          return one.time();
        }
      }
    }
    return Long.MAX_VALUE;
  }

  /** The times for which the machine is believed by what it said in [from, to), and last before. */
  TimeSpans believed(long from, long to, long believed) throws Exception {
    List<TimeSpan> spans = new ArrayList<>();
    long before = heardBefore(from);
    if (before > Long.MIN_VALUE) {
      spans.add(new TimeSpan(before, before + believed));
    }
    for (long start : between(from, to)) {
      List<TimeSpan> inHour = new ArrayList<>();
      Hour.within(hour(start).states(), from, to)
          .forEach(one -> inHour.add(one.believed(believed)));
      Hour.within(hour(start).counts(), from, to)
          .forEach(one -> inHour.add(one.believed(believed)));
      spans.addAll(TimeSpans.union(inHour).spans());
    }
    return TimeSpans.union(spans);
  }

  /** When the machine was last heard of before a time; the least time if never. */
  long heardBefore(long time) throws Exception {
    for (long start : head.hours.headSet(time, false).descendingSet()) {
      long last = hour(start).heardBefore(time);
      if (last > Long.MIN_VALUE) {
        return last;
      }
    }
    return head.lastHeard < time ? head.lastHeard : Long.MIN_VALUE;
  }

  /** When the machine is next heard of, at or after a time; the greatest time if never. */
  long heardFrom(long time) throws Exception {
    for (long start : head.hours.tailSet(Hour.startOf(time), true)) {
      long first = hour(start).heardFrom(time);
      if (first < Long.MAX_VALUE) {
        return first;
      }
    }
    return Long.MAX_VALUE;
  }

  /** What was said of a window. */
  Emission emission(PlantWindow window) throws Exception {
    long start = Hour.startOf(window.end());
    Emission none = Emission.none(window);
    return head.hours.contains(start) ? hour(start).emissions().getOrDefault(window, none) : none;
  }

  void put(Emission emission) throws Exception {
    changed(Hour.startOf(emission.window().end())).emissions().put(emission.window(), emission);
  }

  /** The start of the first hour that is kept; the greatest time if there is none. */
  long firstHour() {
    return head.hours.isEmpty() ? Long.MAX_VALUE : head.hours.first();
  }

  /**
   * Forgets the hours that end at or before a time, but for the last state and the last totals in
   * them.
   *
   * @param believed how long a state is believed that nothing confirms
   * @param oldestTotals totals told before are forgotten
   */
  void prune(long cut, long believed, long oldestTotals) throws Exception {
    for (long start : List.copyOf(head.hours.headSet(cut - Hour.LENGTH, true))) {
      forget(hour(start));
      changedHours.add(start);
      head.hours.remove(start);
      headChanged = true;
    }
    if (head.lastState != null && head.lastHeard + believed <= cut) {
      head.lastState = null;
      headChanged = true;
    }
    headChanged |= head.lastTotals.values().removeIf(count -> count.time() < oldestTotals);
    planChanged |= plan().prune(cut, oldestTotals);
    headChanged |= planChanged;
  }

  /**
   * When the last totals or cycle times begin that are kept; the greatest time if there is none.
   */
  long firstReference() throws Exception {
    long totals =
        head.lastTotals.values().stream().mapToLong(Fact::time).min().orElse(Long.MAX_VALUE);
    return plan().cycles().stream().mapToLong(Fact::time).reduce(totals, Math::min);
  }

  /** When the machine was last heard of before the hours; the greatest time if no state is left. */
  long lastHeard() {
    return head.lastState == null ? Long.MAX_VALUE : head.lastHeard;
  }

  private void forget(Hour hour) throws Exception {
    for (Fact.State one : hour.states()) {
      head.lastHeard = Math.max(head.lastHeard, one.time());
      if (stands(one)) {
        head.lastState = one;
      }
    }
    for (Fact.State one : List.copyOf(hour.states())) {
      if (one.supersedes() != null && one.equals(head.superseding.get(one.supersedes()))) {
        // What it had replaced must not come back to life.
        for (Fact.State replaced : statesOf(one.supersedes())) {
          if (!replaced.equals(one)) {
            changed(Hour.startOf(replaced.time())).states().remove(replaced);
          }
        }
        head.superseding.remove(one.supersedes());
      }
    }
    for (Fact.Count one : hour.counts()) {
      head.lastHeard = Math.max(head.lastHeard, one.time());
      if (one.cumulative()) {
        head.lastTotals.put(one.counter(), one);
      }
    }
  }

  private NavigableSet<Long> between(long from, long to) {
    return from < to ? head.hours.subSet(Hour.startOf(from), true, to, false) : new TreeSet<>();
  }

  private Hour hour(long start) throws Exception {
    Hour hour = hours.get(start);
    if (hour == null) {
      // A read for nothing costs as much as any other, and each new hour would begin with one.
      hour = head.hours.contains(start) ? state.hour(start) : new Hour();
      factsKept += hour.facts();
      if (factsKept > MOST_FACTS_KEPT) {
        saveHours();
        hours.clear();
        factsKept = hour.facts();
      }
      hours.put(start, hour);
    }
    return hour;
  }

  private Hour changed(long start) throws Exception {
    // Read first: what is read may have what was changed written.
    Hour hour = hour(start);
    headChanged |= head.hours.add(start);
    changedHours.add(start);
    return hour;
  }
}
