package io.millrace.runner.cli;

import io.millrace.runner.launch.RunSummary;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.WarningCount;
import java.io.PrintWriter;
import java.util.List;

/** The warnings of a run, below the counts of their input. */
final class WarningLines {
  private WarningLines() {}

  /** Prints the warnings of one input, a line each. */
  static void print(RunSummary summary, String input, PrintWriter shown) {
    for (WarningCount counted : summary.warnings().getOrDefault(input, List.of())) {
      DataWarning first = counted.first();
      shown.printf(
          "  warning: %s, %,d %s%s%s: %s%n",
          first.kind().label(),
          counted.count(),
          counted.count() == 1 ? "time" : "times",
          first.place().isEmpty() ? "" : ", first at " + first.place(),
          first.detail().isEmpty() ? "" : ", " + first.detail(),
          first.kind().explanation());
    }
  }
}
