package io.millrace.sdk;

import java.util.ArrayList;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BinaryOperator;
import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * The warnings of one input, each kind and detail with its count and first place. Holds at most
 * {@value #LIMIT} details; further ones count under the detail {@value #FURTHER}.
 *
 * <p>The task manager copies accumulators while tasks add to them, so the map is a concurrent one.
 */
public final class WarningCounts implements Accumulator<DataWarning, ArrayList<WarningCount>> {
  private static final long serialVersionUID = 1L;

  private static final int LIMIT = 100;
  private static final String FURTHER = "and others";

  private final ConcurrentSkipListMap<String, WarningCount> counts = new ConcurrentSkipListMap<>();

  @Override
  public void add(DataWarning warning) {
    addNew(warning);
  }

  /** Counts an occurrence, and returns whether it is the first of its kind and detail. */
  boolean addNew(DataWarning warning) {
    return add(new WarningCount(warning, 1), WarningCount::then).count() == 1;
  }

  private WarningCount add(WarningCount more, BinaryOperator<WarningCount> sum) {
    DataWarning first = more.first();
    String key = key(first);
    if (counts.size() < LIMIT || counts.containsKey(key)) {
      return counts.merge(key, more, sum);
    }
    DataWarning further = new DataWarning(first.kind(), FURTHER, first.place());
    return counts.merge(key(further), new WarningCount(further, more.count()), sum);
  }

  private static String key(DataWarning warning) {
    return warning.kind().name() + " " + warning.detail();
  }

  @Override
  public ArrayList<WarningCount> getLocalValue() {
    return new ArrayList<>(counts.values());
  }

  @Override
  public void resetLocal() {
    counts.clear();
  }

  @Override
  public void merge(Accumulator<DataWarning, ArrayList<WarningCount>> other) {
    other.getLocalValue().forEach(more -> add(more, WarningCount::and));
  }

  @Override
  public WarningCounts clone() {
    WarningCounts copy = new WarningCounts();
    copy.counts.putAll(counts);
    return copy;
  }
}
