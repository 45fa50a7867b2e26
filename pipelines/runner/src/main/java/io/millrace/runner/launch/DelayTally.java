package io.millrace.runner.launch;

import io.millrace.sdk.Durations;
import io.millrace.sdk.Tally;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the events of one input lie behind event time where they enter: as accumulators, from
 * which a bounded run warns at its end; as the metric {@code millrace.input.NAME.outOfOrderness},
 * what would have kept all events so far, in ms; and as a line of the log, for a live job.
 */
final class DelayTally {
  private static final Logger LOG = LoggerFactory.getLogger(DelayTally.class);

  /** More than one event in so many is worth a warning. */
  private static final int RARE = 100;

  /** So many are looked at before there is a warning. */
  private static final long FEWEST = 1_000;

  private static final long PAUSE_NANOS = Duration.ofMinutes(5).toNanos();
  private static final String PART = "behind.";

  private final RuntimeContext context;
  private final String input;
  private final long outOfOrderness;
  private final long lateness;
  private final boolean live;
  private final TreeMap<Integer, LongCounter> counters = new TreeMap<>();
  private volatile long furthest;
  private long all;

  // Of the events since the last look.
  private long read;
  private long late;
  private long told = System.nanoTime() - PAUSE_NANOS;

  /**
   * @param live whether there is no end at which a summary could warn
   */
  DelayTally(
      RuntimeContext context,
      String input,
      Duration outOfOrderness,
      Duration lateness,
      boolean live) {
    this.context = context;
    this.input = input;
    this.outOfOrderness = outOfOrderness.toMillis();
    this.lateness = lateness.toMillis();
    this.live = live;
    MetricGroup group = context.getMetricGroup().addGroup("millrace").addGroup("input", input);
    Gauge<Long> needed = () -> furthest == 0 ? 0 : this.outOfOrderness + furthest;
    group.gauge("outOfOrderness", needed);
  }

  /**
   * Looks at an event.
   *
   * @param time of the event
   * @param watermark that it came behind: the latest event time, less the out-of-orderness, less 1
   */
  void add(long time, long watermark) {
    all++;
    read++;
    if (time <= watermark && watermark != Long.MAX_VALUE) {
      behind(watermark - time + 1);
    }
    if (live && read == RARE * FEWEST) {
      look();
    }
  }

  private void behind(long millis) {
    furthest = Math.max(furthest, millis);
    counters
        .computeIfAbsent(
            Delays.step(millis), step -> context.getLongCounter(accumulator(input) + step))
        .add(1L);
    if (millis > lateness) {
      late++;
      if (live && late % FEWEST == 0) {
        look();
      }
    }
  }

  private static String accumulator(String input) {
    return Tally.accumulator("input", input, PART);
  }

  private void look() {
    if (late * RARE > read && System.nanoTime() - told >= PAUSE_NANOS) {
      told = System.nanoTime();
      SortedMap<Integer, Long> counts = new TreeMap<>();
      counters.forEach((step, counter) -> counts.put(step, counter.getLocalValuePrimitive()));
      LOG.warn(
          "input={}: of the last {} events {} came later than out-of-orderness ({}) and lateness"
              + " ({}) allow; {}",
          input,
          read,
          late,
          Durations.format(Duration.ofMillis(outOfOrderness)),
          Durations.format(Duration.ofMillis(lateness)),
          advice(counts, Duration.ofMillis(outOfOrderness), all / RARE));
    }
    read = 0;
    late = 0;
  }

  /**
   * What out-of-orderness would have kept the events of a job that has ended; empty if none lay
   * behind.
   *
   * @param counts the accumulators of the job
   * @param records how many there were
   */
  static Optional<String> advice(
      Map<String, Object> counts, String input, Duration outOfOrderness, long records) {
    SortedMap<Integer, Long> steps = new TreeMap<>();
    String beginning = accumulator(input);
    counts.forEach(
        (name, count) -> {
          if (name.startsWith(beginning)) {
            steps.put(Integer.valueOf(name.substring(beginning.length())), (Long) count);
          }
        });
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(advice(steps, outOfOrderness, records / RARE));
  }

  /** Whether so many late events are worth a warning. */
  static boolean isMuch(long late, long records) {
    return late * RARE > records;
  }

  private static String advice(SortedMap<Integer, Long> counts, Duration outOfOrderness, long few) {
    return "out-of-orderness: %s would have kept all, %s 99 in 100"
        .formatted(
            text(outOfOrderness, Delays.within(counts, 0)),
            text(outOfOrderness, Delays.within(counts, few)));
  }

  private static String text(Duration outOfOrderness, long more) {
    return Durations.format(Durations.roundedUp(outOfOrderness.toMillis() + more));
  }
}
