package io.millrace.cloud.cost;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Allocation;
import io.millrace.schemas.cloud.Cost;
import io.millrace.schemas.cloud.CostPeriod;
import io.millrace.testkit.PipelineRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * What stands in the end, of each key the result of the highest revision. What was retracted does
 * not: another order of arrival may never have shown it.
 */
final class Standings {
  private Standings() {}

  /** All of them as texts, without revision and status. */
  static List<String> of(PipelineRun run) {
    return of(run.results("cost", Cost.class), run.results("allocation", Allocation.class));
  }

  static List<String> of(List<Cost> costs, List<Allocation> allocations) {
    List<String> all = new ArrayList<>();
    costs(costs)
        .forEach(
            row ->
                all.add(
                    Cost.newBuilder(row)
                        .setRevision(0)
                        .setStatus(ResultStatus.FINAL)
                        .build()
                        .toString()));
    allocations(allocations)
        .forEach(
            row ->
                all.add(
                    Allocation.newBuilder(row)
                        .setRevision(0)
                        .setStatus(ResultStatus.FINAL)
                        .build()
                        .toString()));
    return all;
  }

  static List<Cost> costs(List<Cost> results) {
    return latest(
        results,
        row ->
            row.getPeriod() + row.getSeries() + row.getBillingPeriodStart() + row.getWindowStart(),
        Cost::getRevision,
        Cost::getStatus);
  }

  static List<Cost> months(PipelineRun run) {
    return costs(run.results("cost", Cost.class)).stream()
        .filter(row -> row.getPeriod() == CostPeriod.BILLING)
        .toList();
  }

  static List<Allocation> allocations(PipelineRun run) {
    return allocations(run.results("allocation", Allocation.class));
  }

  static List<Allocation> allocations(List<Allocation> results) {
    return latest(
        results,
        row -> row.getDimension() + row.getKind() + row.getItem() + row.getWindowStart(),
        Allocation::getRevision,
        Allocation::getStatus);
  }

  private static <R extends SpecificRecord> List<R> latest(
      List<R> results,
      Function<R, String> key,
      ToIntFunction<R> revision,
      Function<R, ResultStatus> status) {
    Map<String, R> latest = new TreeMap<>();
    for (R result : results) {
      R before = latest.put(key.apply(result), result);
      if (before != null && revision.applyAsInt(before) >= revision.applyAsInt(result)) {
        throw new AssertionError("not of a higher revision: " + before + ", then " + result);
      }
    }
    return latest.values().stream()
        .filter(result -> status.apply(result) != ResultStatus.RETRACTED)
        .toList();
  }
}
