package io.millrace.operators.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StateTimelineTest {
  private static final TimeSpans ALWAYS = TimeSpans.union(List.of(new TimeSpan(-1_000, 1_000)));

  @Test
  void aStateHoldsUntilTheNextOneAndIsUnknownBeforeTheFirst() {
    // Given
    List<StateChange<String>> changes = List.of(change(10, "a"), change(20, "b"));

    // When
    List<StateSpan<String>> states = StateTimeline.between(0, 30, changes, ALWAYS);

    // Then
    assertThat(states).containsExactly(span(0, 10, null), span(10, 20, "a"), span(20, 30, "b"));
  }

  @Test
  void theStateOfBeforeIsCutAtTheBounds() {
    // Given
    List<StateChange<String>> changes = List.of(change(-5, "a"), change(30, "b"));

    // When
    List<StateSpan<String>> states = StateTimeline.between(0, 30, changes, ALWAYS);

    // Then
    assertThat(states).containsExactly(span(0, 30, "a"));
  }

  @Test
  void ofChangesAtOneTimeTheLastHolds() {
    // Given a change exactly at the start
    List<StateChange<String>> changes = List.of(change(-5, "z"), change(0, "a"), change(0, "b"));

    // When
    List<StateSpan<String>> states = StateTimeline.between(0, 10, changes, ALWAYS);

    // Then
    assertThat(states).containsExactly(span(0, 10, "b"));
  }

  @Test
  void nothingIsKnownWhileNothingIsHeard() {
    // Given
    TimeSpans heard = TimeSpans.union(List.of(new TimeSpan(0, 5), new TimeSpan(8, 30)));

    // When
    List<StateSpan<String>> states = StateTimeline.between(0, 10, List.of(change(-5, "a")), heard);

    // Then
    assertThat(states).containsExactly(span(0, 5, "a"), span(5, 8, null), span(8, 10, "a"));
  }

  private static StateChange<String> change(long time, String state) {
    return new StateChange<>(time, state);
  }

  private static StateSpan<String> span(long from, long to, String state) {
    return new StateSpan<>(new TimeSpan(from, to), state);
  }
}
