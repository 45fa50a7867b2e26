package io.millrace.runner.upgrade;

import java.util.List;

/**
 * What becomes of one stage.
 *
 * @param stage its id
 * @param detail what is different; empty if nothing is, or it is a state that is
 * @param states what becomes of its states, by name, where both sides tell
 */
public record StageChange(String stage, Verdict verdict, String detail, List<StateChange> states) {
  public StageChange {
    states = List.copyOf(states);
  }
}
