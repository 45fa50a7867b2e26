package io.millrace.sql.functions;

import java.util.List;
import org.apache.flink.table.api.TableEnvironment;

/**
 * The SQL functions that Flink lacks. None has the name of one of Flink's, none makes a job fail,
 * and the aggregates give the same result in any order of the rows, over windows in two phases.
 */
public final class SqlFunctions {
  private static final List<SqlFunction> ALL =
      List.of(
          new SqlFunction(
              "QUANTILE_SKETCH",
              "QUANTILE_SKETCH(value number, q number) DOUBLE",
              "The value at rank ceil(q * count) of the sorted values of a group, the nearest"
                  + " rank, by a DDSketch.",
              "Within 1/129 (0.78 %) of that value, and never below the least or above the"
                  + " greatest, be they taken back since.",
              "No value, a value that is infinite or NaN, q outside 0 to 1 or not the same in all"
                  + " rows of the group.",
              QuantileSketchFunction.class),
          new SqlFunction(
              "DISTINCT_SKETCH",
              "DISTINCT_SKETCH(value any) BIGINT",
              "The number of different values of a group, by HyperLogLog in at most 4 KiB.",
              "Relative standard error 1.6 %: within 3.3 % in 19 of 20 cases, nearly always within"
                  + " 5 %; with fewer than 384 values nearly always exact. Refused over updating"
                  + " rows.",
              "Never: no value gives 0.",
              DistinctSketchFunction.class),
          new SqlFunction(
              "EXACT_SUM",
              "EXACT_SUM(value DOUBLE | BIGINT | DECIMAL(p, s)) DOUBLE | BIGINT | DECIMAL(38, s)",
              "The sum of the values of a group, the same in any order of the rows.",
              "None for BIGINT and DECIMAL; the exact sum rounded once to the nearest DOUBLE.",
              "No value, a value that is infinite or NaN, a sum beyond the range of its type.",
              ExactSumFunction.class),
          new SqlFunction(
              "COUNTER_RATE",
              "COUNTER_RATE(value number, event_time TIMESTAMP | TIMESTAMP_LTZ) DOUBLE",
              "The increase a second of one counter from its first to its last sample; where it"
                  + " falls, it started again from zero.",
              "Rounding only, for counters up to 2^53 and times in microseconds; what was counted"
                  + " between the last sample before a reset and the reset is unknown to it.",
              "Fewer than two different times, a value that is negative, infinite or NaN, more"
                  + " than 86,400 different samples.",
              CounterRateFunction.class),
          new SqlFunction(
              "RATIO",
              "RATIO(numerator number, denominator number) DOUBLE",
              "The numerator divided by the denominator.",
              "Rounding only.",
              "Either is NULL, the denominator is 0, or the result is not finite.",
              RatioFunction.class));

  private SqlFunctions() {}

  /** What there is, in the order in which to show it. */
  public static List<SqlFunction> all() {
    return ALL;
  }

  /**
   * Makes all of them known. A compiled plan names them, so this comes before a plan is loaded as
   * well as before a query is planned.
   */
  public static void registerAll(TableEnvironment tables) {
    ALL.forEach(
        function ->
            tables.createTemporarySystemFunction(function.name(), function.implementation()));
  }
}
