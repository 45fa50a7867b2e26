package io.millrace.runner.yaml;

import io.millrace.sdk.ErrorCode;
import java.util.Comparator;

/** One thing wrong with a definition: {@code file:line:col: CODE message}. */
public record Problem(Place place, ErrorCode code, String message) {

  /** By file, line and column. */
  public static final Comparator<Problem> ORDER =
      Comparator.comparing((Problem problem) -> problem.place().file())
          .thenComparingInt(problem -> problem.place().line())
          .thenComparingInt(problem -> problem.place().column());

  @Override
  public String toString() {
    return place + ": " + code + " " + message;
  }
}
