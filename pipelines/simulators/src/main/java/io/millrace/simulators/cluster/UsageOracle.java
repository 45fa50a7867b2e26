package io.millrace.simulators.cluster;

import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Revisions;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.cluster.ClusterTruth.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what hpc/jobs made of the events of a simulated cluster: whole numbers exactly, ratios to
 * a millionth, quantiles to 1 %. A result that is retracted stands for none.
 */
public final class UsageOracle {
  private static final double EXACT = 1e-6;
  private static final double QUANTILE = 0.01;

  private UsageOracle() {}

  /**
   * Judges a topic of results.
   *
   * @param expected all results that have to be there, and no others
   */
  public static Verdict judge(Map<Key, UsageFigures> expected, Collection<GenericRecord> results) {
    return Revisions.of(results, UsageOracle::key)
        .judge(expected, UsageOracle::difference, ResultRecords::isRetracted);
  }

  private static Key key(GenericRecord result) {
    return new Key(
        ResultRecords.text(result, "series"),
        ResultRecords.text(result, "window_kind"),
        ResultRecords.time(result, "window_start"),
        ResultRecords.time(result, "window_end"));
  }

  private static String difference(UsageFigures figures, GenericRecord result) {
    List<String> wrong = new ArrayList<>();
    boolean all = ResultRecords.text(result, "dimension").equals("all");
    figures
        .counts()
        .forEach(
            (column, value) -> {
              Long expected = column.equals("users") && !all ? null : value;
              compare(wrong, column, expected, result.get(column), 0);
            });
    figures
        .ratios()
        .forEach((column, value) -> compare(wrong, column, value, result.get(column), EXACT));
    figures
        .quantiles()
        .forEach((column, value) -> compare(wrong, column, value, result.get(column), QUANTILE));
    Map<String, Long> states = new TreeMap<>();
    ((Map<?, ?>) result.get("ended_by_state"))
        .forEach((state, count) -> states.put(state.toString(), (Long) count));
    if (!states.equals(figures.endedByState())) {
      wrong.add("ended_by_state is " + states + ", expected " + figures.endedByState());
    }
    return String.join("; ", wrong);
  }

  private static void compare(
      List<String> wrong, String column, Number expected, Object found, double tolerance) {
    boolean equal = Objects.equals(expected, found);
    if (!equal && expected != null && found != null && tolerance > 0) {
      double value = expected.doubleValue();
      double bound = tolerance * Math.max(Math.abs(value), tolerance);
      equal = Math.abs(((Number) found).doubleValue() - value) <= bound;
    }
    if (!equal) {
      wrong.add(column + " is " + found + ", expected " + expected);
    }
  }
}
