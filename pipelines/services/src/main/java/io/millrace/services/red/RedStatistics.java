package io.millrace.services.red;

import io.millrace.operators.statistics.QuantileSummary;
import io.millrace.operators.statistics.VariableLength;
import io.millrace.schemas.services.Span;
import io.millrace.sdk.codec.Codec;
import io.millrace.services.SpanFacts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is kept of the spans of one operation in one pane or window. Weights are whole parts of a
 * call, so equal spans in any order give equal statistics.
 */
final class RedStatistics {
  static final Codec<RedStatistics> CODEC = new RedStatisticsCodec();

  /** What is counted. */
  enum Count {
    SPANS,
    NEGATIVE_DURATIONS,
    /** In parts of a call, as the two that follow. */
    CALLS,
    ERRORS,
    TIMED_CALLS
  }

  private static final int COUNTS = Count.values().length;

  private final long[] counts;
  private final QuantileSummary nanos;

  RedStatistics() {
    this(new long[COUNTS], new QuantileSummary());
  }

  private RedStatistics(long[] counts, QuantileSummary nanos) {
    this.counts = counts;
    this.nanos = nanos;
  }

  void add(Span span, boolean error) {
    long weight = SpanFacts.weight(span.getAdjustedCount());
    raise(Count.SPANS, 1);
    raise(Count.CALLS, weight);
    raise(Count.ERRORS, error ? weight : 0);
    Long duration = SpanFacts.nanos(span);
    if (duration != null) {
      raise(Count.NEGATIVE_DURATIONS, duration < 0 ? 1 : 0);
      raise(Count.TIMED_CALLS, weight);
      nanos.add(Math.max(0, duration), weight);
    }
  }

  void add(RedStatistics other) {
    for (Count count : Count.values()) {
      raise(count, other.count(count));
    }
    nanos.add(other.nanos);
  }

  private void raise(Count count, long by) {
    counts[count.ordinal()] += by;
  }

  long count(Count count) {
    return counts[count.ordinal()];
  }

  /** Durations in ns, each as many times as its weight has parts. */
  QuantileSummary nanos() {
    return nanos;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RedStatistics that
        && Arrays.equals(counts, that.counts)
        && nanos.equals(that.nanos);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "RedStatistics" + Arrays.toString(counts);
  }

  /** How they are kept and sent. */
  public static final class RedStatisticsCodec implements Codec<RedStatistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(RedStatistics value, DataOutput target) throws IOException {
      for (long count : value.counts) {
        VariableLength.write(count, target);
      }
      QuantileSummary.CODEC.write(value.nanos, target);
    }

    @Override
    public RedStatistics read(DataInput source, int version) throws IOException {
      long[] counts = new long[COUNTS];
      for (int i = 0; i < COUNTS; i++) {
        counts[i] = VariableLength.read(source);
      }
      return new RedStatistics(counts, QuantileSummary.CODEC.read(source, 1));
    }

    @Override
    public RedStatistics copy(RedStatistics value) {
      return new RedStatistics(value.counts.clone(), QuantileSummary.CODEC.copy(value.nanos));
    }

    @Override
    public Class<RedStatistics> type() {
      return RedStatistics.class;
    }
  }
}
