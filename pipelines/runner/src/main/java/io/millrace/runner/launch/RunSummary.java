package io.millrace.runner.launch;

import io.millrace.runner.definition.Definition;
import io.millrace.sdk.Tally;
import io.millrace.sdk.WarningCount;
import io.millrace.sdk.WarningTally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bounded run did.
 *
 * @param inputs counts by input and kind, as in {@code summary.json}
 * @param outputs counts by output: results {@code written}, and those {@code trimmed} where the run
 *     has edges
 * @param warnings by input, in the order of kind and detail; no input without one
 * @param damaged files whose compressed data could not be read to the end
 */
public record RunSummary(
    Map<String, Map<String, Long>> inputs,
    Map<String, Map<String, Long>> outputs,
    Map<String, List<WarningCount>> warnings,
    long damaged) {
  private static final String OUTPUT = "output";
  private static final String WRITTEN = "written";
  private static final String TRIMMED = "trimmed";

  private static final List<Tally.Kind> REPORTED =
      List.of(
          Tally.Kind.READ,
          Tally.Kind.DEAD,
          Tally.Kind.LATE,
          Tally.Kind.FUTURE,
          Tally.Kind.DUPLICATES,
          Tally.Kind.FILTERED,
          Tally.Kind.REPLACED);

  /** The name of the accumulator of the results that an edge of the run has cut. */
  public static String trimmed(String output) {
    return Tally.accumulator(OUTPUT, output, TRIMMED);
  }

  /**
   * The summary of a job that has ended.
   *
   * @param counts its accumulators
   */
  public static RunSummary of(Definition definition, Map<String, Object> counts) {
    Map<String, Map<String, Long>> inputs = new LinkedHashMap<>();
    Map<String, List<WarningCount>> warnings = new LinkedHashMap<>();
    long damaged = 0;
    for (String input : definition.inputs().keySet()) {
      Map<String, Long> tallies = new LinkedHashMap<>();
      for (Tally.Kind kind : REPORTED) {
        tallies.put(kind.label(), count(counts, "input", input, kind.label()));
      }
      inputs.put(input, tallies);
      List<WarningCount> ofInput = warnings(counts, input);
      if (!ofInput.isEmpty()) {
        warnings.put(input, ofInput);
      }
      damaged += count(counts, "input", input, Tally.Kind.DAMAGED.label());
    }
    Map<String, Map<String, Long>> outputs = new LinkedHashMap<>();
    for (String output : definition.outputs().keySet()) {
      long given = count(counts, OUTPUT, output, WRITTEN);
      Map<String, Long> tallies = new LinkedHashMap<>();
      if (counts.containsKey(trimmed(output))) {
        long cut = count(counts, OUTPUT, output, TRIMMED);
        tallies.put(WRITTEN, given - cut);
        tallies.put(TRIMMED, cut);
      } else {
        tallies.put(WRITTEN, given);
      }
      outputs.put(output, tallies);
    }
    return new RunSummary(inputs, outputs, warnings, damaged);
  }

  /** How many results of an output were written. */
  public long written(String output) {
    return outputs.get(output).get(WRITTEN);
  }

  @SuppressWarnings("unchecked")
  private static List<WarningCount> warnings(Map<String, Object> counts, String input) {
    Object found = counts.get(WarningTally.accumulator(input));
    return found == null ? List.of() : List.copyOf((List<WarningCount>) found);
  }

  private static long count(Map<String, Object> counts, String side, String name, String label) {
    return (Long) counts.getOrDefault(Tally.accumulator(side, name, label), 0L);
  }
}
