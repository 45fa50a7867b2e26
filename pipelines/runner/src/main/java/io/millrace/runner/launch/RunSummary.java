package io.millrace.runner.launch;

import io.millrace.runner.definition.Definition;
import io.millrace.sdk.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bounded run did.
 *
 * @param inputs counts by input and kind, as in {@code summary.json}
 * @param outputs counts by output: results {@code written}, and those {@code trimmed} where the run
 *     has edges
 * @param damaged files whose compressed data could not be read to the end
 */
public record RunSummary(
    Map<String, Map<String, Long>> inputs, Map<String, Map<String, Long>> outputs, long damaged) {
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
          Tally.Kind.FILTERED);

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
    long damaged = 0;
    for (String input : definition.inputs().keySet()) {
      Map<String, Long> tallies = new LinkedHashMap<>();
      for (Tally.Kind kind : REPORTED) {
        tallies.put(kind.label(), count(counts, "input", input, kind.label()));
      }
      inputs.put(input, tallies);
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
    return new RunSummary(inputs, outputs, damaged);
  }

  /** How many results of an output were written. */
  public long written(String output) {
    return outputs.get(output).get(WRITTEN);
  }

  private static long count(Map<String, Object> counts, String side, String name, String label) {
    return (Long) counts.getOrDefault(Tally.accumulator(side, name, label), 0L);
  }
}
