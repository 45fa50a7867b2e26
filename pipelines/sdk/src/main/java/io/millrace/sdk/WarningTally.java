package io.millrace.sdk;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the warnings of one input: by kind as metrics, {@code millrace.input.NAME.warnings.KIND};
 * by kind and detail, with the first place, as an accumulator. The first occurrence in each subtask
 * is logged.
 */
public final class WarningTally {
  private static final Logger LOG = LoggerFactory.getLogger(WarningTally.class);

  private final String input;
  private final MetricGroup metrics;
  private final WarningCounts counts;
  private final Map<Warning, Counter> counters = new EnumMap<>(Warning.class);

  private WarningTally(String input, MetricGroup metrics, WarningCounts counts) {
    this.input = input;
    this.metrics = metrics;
    this.counts = counts;
  }

  /** The tally of an input; operators of one job may each hold one, and their counts add up. */
  public static WarningTally ofInput(RuntimeContext context, String input) {
    String name = accumulator(input);
    // Operators chained into one task share its accumulators.
    Accumulator<DataWarning, ArrayList<WarningCount>> known = context.getAccumulator(name);
    WarningCounts counts = (WarningCounts) known;
    if (counts == null) {
      counts = new WarningCounts();
      context.addAccumulator(name, counts);
    }
    MetricGroup group =
        context.getMetricGroup().addGroup("millrace").addGroup("input", input).addGroup("warnings");
    return new WarningTally(input, group, counts);
  }

  /** The name of the accumulator of an input. */
  public static String accumulator(String input) {
    return Tally.accumulator("input", input, "warnings");
  }

  /**
   * Counts one occurrence.
   *
   * @param detail see {@link DataWarning#detail}
   * @param place see {@link DataWarning#place}
   */
  public void add(Warning kind, String detail, String place) {
    add(new DataWarning(kind, detail, place));
  }

  /** Counts one occurrence. */
  public void add(DataWarning warning) {
    counters.computeIfAbsent(warning.kind(), kind -> metrics.counter(kind.label())).inc();
    if (counts.addNew(warning)) {
      LOG.warn(
          "input={} warning={} place={} detail=\"{}\": {}",
          input,
          warning.kind().label(),
          warning.place(),
          warning.detail(),
          warning.kind().explanation());
    }
  }
}
