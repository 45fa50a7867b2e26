package io.millrace.industrial.oee;

import io.millrace.operators.counter.CounterIncrements;
import io.millrace.operators.state.StateChange;
import io.millrace.operators.state.StateSpan;
import io.millrace.operators.state.StateTimeline;
import io.millrace.operators.state.TimeSpan;
import io.millrace.operators.state.TimeSpans;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.WindowKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Computes the elements of a window from the facts before its end, and from no other, so that facts
 * which come early make no difference.
 */
final class Calculation {
  private final Ledger ledger;
  private final Rules rules;

  Calculation(Ledger ledger, Rules rules) {
    this.ledger = ledger;
    this.rules = rules;
  }

  /** A state and what its time was spent on. */
  private record Spell(TimeSpan time, Loss loss, Fact.State state) {}

  /**
   * The elements of a window.
   *
   * @param until the end of the window, or how far it is to be computed
   */
  Elements of(PlantWindow window, long until) throws Exception {
    List<Fact.State> changes = new ArrayList<>(before(window.start()));
    long from =
        changes.isEmpty() ? window.start() : Math.min(changes.get(0).time(), window.start());
    List<Fact.State> inside = ledger.states(window.start(), until);
    changes.addAll(inside);
    List<StateSpan<Fact.State>> states =
        StateTimeline.between(
            from,
            until,
            changes.stream().map(state -> new StateChange<>(state.time(), state)).toList(),
            ledger.believed(from, until, rules.believed()));
    List<Spell> spells = spells(states);
    TimeSpans planned = planned(window.start(), until, spells);

    Map<Loss, Long> spent = new EnumMap<>(Loss.class);
    Map<String, Long> stops = new TreeMap<>();
    List<TimeSpan> production = new ArrayList<>();
    for (Spell spell : spells) {
      long time = planned.within(spell.time.from(), spell.time.to()).length();
      if (spell.loss == Loss.PRODUCTION) {
        production.add(spell.time);
      } else if (time > 0) {
        stops.merge(reason(spell), time, Long::sum);
      }
      if (time > 0) {
        spent.merge(spell.loss, time, Long::sum);
      }
    }
    TimeSpans produced = TimeSpans.union(production).within(window.start(), until);
    TimeSpans plannedProduction = produced.and(planned);
    Tally tally = new Tally();
    ledger.counts(window.start(), until, tally);
    return new Elements(
        shiftName(window),
        planned.length(),
        spent,
        produced.length() - plannedProduction.length(),
        stops,
        tally.parts,
        Failures.of(
            window.start(), states, (start, end) -> plannedProduction.within(start, end).length()),
        !inside.isEmpty() || tally.any);
  }

  /**
   * The states that tell what holds at a time: the last one before it, and those before that if
   * they belong to the same failure, or to a stop that may be a short one.
   */
  private List<Fact.State> before(long time) throws Exception {
    List<Fact.State> states = new ArrayList<>();
    Fact.State state = ledger.stateBefore(time);
    while (state != null) {
      states.add(0, state);
      boolean failed = state.state() == MachineryState.OUT_OF_SERVICE;
      boolean maybeShort = Loss.of(state).isStop() && state.time() > time - rules.microStop();
      state = failed || maybeShort ? ledger.stateBefore(state.time()) : null;
    }
    return states;
  }

  private List<Spell> spells(List<StateSpan<Fact.State>> states) {
    List<Spell> spells = new ArrayList<>();
    for (StateSpan<Fact.State> span : states) {
      spells.add(new Spell(span.time(), Loss.of(span.state()), span.state()));
    }
    int first = 0;
    while (first < spells.size()) {
      int last = first;
      while (spells.get(first).loss.isStop()
          && last + 1 < spells.size()
          && spells.get(last + 1).loss.isStop()) {
        last++;
      }
      long length = spells.get(last).time.to() - spells.get(first).time.from();
      if (spells.get(first).loss.isStop() && length < rules.microStop()) {
        spells
            .subList(first, last + 1)
            .replaceAll(spell -> new Spell(spell.time, Loss.PRODUCTION, spell.state));
      }
      first = last + 1;
    }
    return spells;
  }

  private TimeSpans planned(long from, long until, List<Spell> spells) throws Exception {
    if (!rules.byStates()) {
      return ledger.plan().planned().within(from, until);
    }
    List<TimeSpan> on =
        spells.stream()
            .filter(spell -> spell.loss != Loss.UNKNOWN)
            .filter(spell -> spell.state.state() != MachineryState.NOT_AVAILABLE)
            .map(Spell::time)
            .toList();
    return TimeSpans.union(on).within(from, until);
  }

  private static String reason(Spell spell) {
    boolean said = spell.state != null && spell.state.reason() != null;
    return said && spell.loss != Loss.UNKNOWN ? spell.state.reason() : spell.loss.label();
  }

  /** What was counted, one count after another: of a day there may be more than fit on a heap. */
  private final class Tally implements Ledger.Counts {
    private final Map<String, Fact.Count> totals = new HashMap<>();
    private Parts parts = Parts.NONE;
    private boolean any;

    @Override
    public void take(Fact.Count count) throws Exception {
      any = true;
      List<Long> numbers = count.reading().totals();
      if (count.cumulative()) {
        Fact.Count before = totals.put(count.counter(), count);
        if (before == null) {
          before = ledger.totalsBefore(count.time(), count);
        }
        numbers =
            CounterIncrements.between(before == null ? null : before.reading(), count.reading());
      }
      Long cycle = ledger.plan().cycleNanos(count.product(), count.time());
      parts = parts.plus(Parts.of(numbers, cycle, rules.goodUnlessSaid()));
    }
  }

  private String shiftName(PlantWindow window) throws Exception {
    if (window.kind() != WindowKind.SHIFT) {
      return null;
    }
    return ledger.plan().standing(CalendarKind.SHIFT).stream()
        .filter(entry -> entry.time() == window.start() && entry.end() == window.end())
        .map(Fact.Entry::name)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
