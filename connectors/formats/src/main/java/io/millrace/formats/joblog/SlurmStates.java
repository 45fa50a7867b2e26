package io.millrace.formats.joblog;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the state of a job, as Slurm prints it, says of its times. */
final class SlurmStates {
  private static final Set<String> NOT_ENDED =
      Set.of("PENDING", "RUNNING", "SUSPENDED", "CONFIGURING");

  private SlurmStates() {}

  /**
   * Leaves of a state its first word, "CANCELLED by 1000" being one, in capitals, and takes off a
   * start or an end that are none.
   */
  static void complete(Map<String, String> columns, String start, String end, String state) {
    String text = columns.get(state);
    if (text == null) {
      return;
    }
    String word = text.strip().split("[ +]")[0].toUpperCase(Locale.ROOT);
    columns.put(state, word);
    if (word.equals("PENDING")) {
      // What it has is when Slurm expects it to start.
      columns.remove(start);
    }
    if (NOT_ENDED.contains(word)) {
      columns.remove(end);
    }
    String started = columns.get(start);
    if (word.equals("CANCELLED") && started != null && started.equals(columns.get(end))) {
      // Cancelled in the queue: Slurm gives the end as the start.
      columns.remove(start);
    }
  }
}
