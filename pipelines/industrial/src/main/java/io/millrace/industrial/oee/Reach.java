package io.millrace.industrial.oee;

import io.millrace.operators.state.TimeSpan;
import io.millrace.schemas.industrial.MachineryState;
import java.util.ArrayList;
import java.util.List;

/**
 * How far in time a fact may change what was computed: never less than it does, and the windows in
 * it that stay as they were are told by computing them.
 */
final class Reach {
  private final Ledger ledger;
  private final Rules rules;

  Reach(Ledger ledger, Rules rules) {
    this.ledger = ledger;
    this.rules = rules;
  }

  /** The times that a fact changes, given what else is known now. */
  List<TimeSpan> of(Fact fact, long reached) throws Exception {
    List<TimeSpan> spans = new ArrayList<>();
    long end = Math.max(reached, fact.time()) + 1;
    if (fact instanceof Fact.State state) {
      addState(state.time(), end, spans);
      if (state.supersedes() != null) {
        for (Fact.State replaced : ledger.statesOf(state.supersedes())) {
          addState(replaced.time(), end, spans);
        }
        Fact.State other = ledger.superseding(state.supersedes());
        if (other != null) {
          addState(other.time(), end, spans);
        }
      }
      addHeard(state.time(), end, spans);
    } else if (fact instanceof Fact.Count count) {
      spans.add(new TimeSpan(count.time(), count.time() + 1));
      long next = count.cumulative() ? ledger.totalsAfter(count) : Long.MAX_VALUE;
      if (next < Long.MAX_VALUE) {
        spans.add(new TimeSpan(next, next + 1));
      }
      addHeard(count.time(), end, spans);
    } else if (fact instanceof Fact.Entry entry) {
      spans.add(entry.span());
      for (Fact.Entry other : ledger.plan().entries()) {
        boolean related =
            entry.supersedes() != null
                && (entry.supersedes().equals(other.id())
                    || entry.supersedes().equals(other.supersedes()));
        if (related) {
          spans.add(other.span());
        }
      }
    } else if (fact instanceof Fact.Cycle cycle) {
      spans.add(new TimeSpan(cycle.time(), Math.min(ledger.plan().nextCycle(cycle), end)));
    }
    return spans;
  }

  /** A state changes the time until the machine produces again, and short stops on both sides. */
  private void addState(long time, long end, List<TimeSpan> spans) throws Exception {
    Fact.State next = ledger.stateAfter(time);
    while (next != null
        && (Loss.of(next).isStop() || next.state() == MachineryState.OUT_OF_SERVICE)) {
      next = ledger.stateAfter(next.time());
    }
    // The end of a failure counts where the next state begins.
    long to = next == null ? end : Math.min(next.time() + 1, end);
    spans.add(new TimeSpan(time - rules.microStop(), Math.max(to, time + 1) + rules.microStop()));
  }

  /** A sign of life makes a state believed that no other confirmed. */
  private void addHeard(long time, long end, List<TimeSpan> spans) throws Exception {
    long before = ledger.heardBefore(time + 1);
    long from = before == Long.MIN_VALUE ? time : Math.max(time, before + rules.believed());
    long next = ledger.heardFrom(time + 1);
    long to = Math.min(Math.min(next, time + rules.believed()), end);
    if (from < to) {
      spans.add(new TimeSpan(from, to));
    }
  }
}
