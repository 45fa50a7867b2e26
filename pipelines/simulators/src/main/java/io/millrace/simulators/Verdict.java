package io.millrace.simulators;

import java.util.List;

/**
 * What an oracle found.
 *
 * @param expected results that have to be there
 * @param right those of them that are there, with the right values
 * @param problems results that are lost, doubled, wrong or invented, one sentence each
 */
public record Verdict(long expected, long right, List<String> problems) {
  private static final int SHOWN = 10;

  public Verdict {
    problems = List.copyOf(problems);
  }

  /** Whether all is there, once, and right. Nothing at all is not good. */
  public boolean isGood() {
    return expected > 0 && right == expected && problems.isEmpty();
  }

  /** For people: one line, and the first few problems. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(isGood() ? "good: " : "BAD: ").append(right).append(" of ").append(expected);
    text.append(" results right");
    problems.stream().limit(SHOWN).forEach(problem -> text.append("\n  ").append(problem));
    if (problems.size() > SHOWN) {
      text.append("\n  and ").append(problems.size() - SHOWN).append(" more");
    }
    return text.toString();
  }
}
