package io.millrace.runner.yaml;

import io.millrace.sdk.MillraceException;
import java.util.List;
import java.util.stream.Collectors;

/** A definition is refused, with everything that is wrong with it, a line each. */
public final class RefusedException extends MillraceException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public RefusedException(List<Problem> problems) {
    super(problems.get(0).code(), text(problems));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong. */
  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    return problems.stream()
        .sorted(Problem.ORDER)
        .map(Problem::toString)
        .collect(Collectors.joining("\n"));
  }
}
