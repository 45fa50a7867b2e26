package io.millrace.operators.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The states of one thing over time, from its changes: each holds until the next one, as far as the
 * thing is known to be there at all. Of changes at one time the last holds.
 */
public final class StateTimeline {
  private StateTimeline() {}

  /**
   * The states in [from, to), in order and without gaps.
   *
   * @param changes in order; those before {@code from} say what held then
   * @param known when the thing was heard of; outside, and before the first change, the state is
   *     null
   */
  public static <S> List<StateSpan<S>> between(
      long from, long to, List<StateChange<S>> changes, TimeSpans known) {
    List<StateSpan<S>> states = new ArrayList<>();
    long done = from;
    S state = null;
    for (StateChange<S> change : changes) {
      long time = Math.min(Math.max(change.time(), from), to);
      add(states, done, time, state, known);
      done = time;
      state = change.state();
    }
    add(states, done, to, state, known);
    return states;
  }

  private static <S> void add(
      List<StateSpan<S>> states, long from, long to, S state, TimeSpans known) {
    long done = from;
    if (from < to && state != null) {
      for (TimeSpan span : known.within(from, to).spans()) {
        add(states, done, span.from(), null);
        add(states, span.from(), span.to(), state);
        done = span.to();
      }
    }
    add(states, done, to, null);
  }

  private static <S> void add(List<StateSpan<S>> states, long from, long to, S state) {
    if (from < to) {
      states.add(new StateSpan<>(new TimeSpan(from, to), state));
    }
  }
}
