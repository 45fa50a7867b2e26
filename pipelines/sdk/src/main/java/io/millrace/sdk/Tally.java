package io.millrace.sdk;

import java.util.Locale;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/**
 * Counts records of one input or output: as a metric, which a live job shows, and as an
 * accumulator, from which a bounded run makes its summary. The counts of an input obey {@code read
 * = processed + dead + late + future + duplicates + filtered}.
 */
public final class Tally {

  /** What is counted of an input. */
  public enum Kind {
    /** Records taken from the input, good and bad. */
    READ,
    /** Records that could not be decoded or processed. */
    DEAD,
    /** Events that came too late for every result. */
    LATE,
    /** Events whose time lies further ahead of their arrival than the definition allows. */
    FUTURE,
    /** Events seen before. */
    DUPLICATES,
    /** Events that the pipeline has no use for. */
    FILTERED,
    /** Events that took the place of earlier ones, such as a bill's row that restates another. */
    REPLACED,
    /** Of the dead, those that stand for the unread rest of a damaged file. */
    DAMAGED;

    /** The name in metrics and summaries. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Counter metric;
  private final LongCounter accumulator;

  private Tally(Counter metric, LongCounter accumulator) {
    this.metric = metric;
    this.accumulator = accumulator;
  }

  /**
   * A tally of an input; operators of one job may each hold one of the same name, and their counts
   * add up.
   */
  public static Tally ofInput(RuntimeContext context, String input, Kind kind) {
    return register(context, "input", input, kind.label());
  }

  /** The tally of the results written to an output. */
  public static Tally ofOutput(RuntimeContext context, String output) {
    return register(context, "output", output, "written");
  }

  /** The name of the accumulator behind a tally. */
  public static String accumulator(String side, String name, String label) {
    return "millrace." + side + "." + name + "." + label;
  }

  private static Tally register(RuntimeContext context, String side, String name, String label) {
    Counter metric =
        context.getMetricGroup().addGroup("millrace").addGroup(side, name).counter(label);
    String key = accumulator(side, name, label);
    // Operators chained into one task share its accumulators, and may be of one name.
    return new Tally(metric, context.getLongCounter(key));
  }

  /** Counts {@code n} more. */
  public void add(long n) {
    metric.inc(n);
    accumulator.add(n);
  }
}
