package io.millrace.sql.functions;

import io.millrace.operators.statistics.ExactSum;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The samples of one counter, in no order: only together do they tell its resets from samples that
 * came late.
 */
public final class CounterSamples {
  /** How they are kept and sent. */
  public static final Codec<CounterSamples> CODEC = new CounterSamplesCodec();

  /** More different samples than these are forgotten, and have no rate: a day of one a second. */
  public static final int LIMIT = 86_400;

  private static final double MICROSECONDS_A_SECOND = 1e6;

  /** By time, and by value where times are equal, so that no order of arrival makes a reset. */
  private static final Comparator<Sample> BY_TIME =
      Comparator.comparingLong(Sample::time).thenComparingDouble(Sample::value);

  /** What a counter said, and how often; below zero if retracted before it was added. */
  private record Sample(long time, double value, long times) {}

  private List<Sample> samples = new ArrayList<>();

  /** How many at the start of the list are sorted, and different. */
  private int settled;

  private boolean tooMany;
  private long invalid;

  /**
   * Adds a sample, or with {@code times} -1 takes it out again.
   *
   * @param time in microseconds
   */
  void add(double value, long time, int times) {
    if (!Double.isFinite(value) || value < 0) {
      invalid += times;
    } else if (!tooMany) {
      samples.add(new Sample(time, value, times));
      settleNowAndThen();
    }
  }

  void add(CounterSamples other) {
    invalid += other.invalid;
    tooMany |= other.tooMany;
    samples.addAll(other.samples);
    settleNowAndThen();
  }

  /**
   * The increase a second from the first sample to the last; null for fewer than two times, for too
   * many samples, and if one is negative or not finite, as no counter is.
   */
  Double rate() {
    settle();
    if (tooMany || invalid != 0 || samples.isEmpty()) {
      return null;
    }
    Sample first = samples.get(0);
    Sample last = samples.get(samples.size() - 1);
    if (first.time() == last.time()) {
      return null;
    }
    double microseconds = (double) last.time() - first.time();
    double rate = increase() / (microseconds / MICROSECONDS_A_SECOND);
    return Double.isFinite(rate) ? rate : null;
  }

  /** What a counter grew by, rounded once; it starts again from zero where it falls. */
  private double increase() {
    ExactSum increase = new ExactSum();
    double before = samples.get(0).value();
    for (Sample sample : samples) {
      increase.add(sample.value());
      if (sample.value() >= before) {
        increase.add(-before);
      }
      before = sample.value();
    }
    return increase.value();
  }

  private void settleNowAndThen() {
    if (samples.size() > 2 * settled + 16) {
      settle();
    }
  }

  private void settle() {
    if (settled < samples.size()) {
      samples.sort(BY_TIME);
      List<Sample> different = new ArrayList<>(samples.size());
      for (int start = 0, end; start < samples.size(); start = end) {
        Sample sample = samples.get(start);
        long times = 0;
        for (end = start;
            end < samples.size() && BY_TIME.compare(samples.get(end), sample) == 0;
            end++) {
          times += samples.get(end).times();
        }
        if (times != 0) {
          different.add(new Sample(sample.time(), sample.value(), times));
        }
      }
      samples = different;
    }
    tooMany |= samples.size() > LIMIT;
    if (tooMany) {
      samples = new ArrayList<>();
    }
    settled = samples.size();
  }

  /** How they are kept and sent. */
  public static final class CounterSamplesCodec implements Codec<CounterSamples> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(CounterSamples original, DataOutput target) throws IOException {
      // A snapshot of heap state writes on a thread of its own, while the task may read the value.
      CounterSamples value = copy(original);
      value.settle();
      target.writeBoolean(value.tooMany);
      target.writeLong(value.invalid);
      target.writeInt(value.samples.size());
      for (Sample sample : value.samples) {
        target.writeLong(sample.time());
        target.writeDouble(sample.value());
        target.writeLong(sample.times());
      }
    }

    @Override
    public CounterSamples read(DataInput source, int version) throws IOException {
      CounterSamples value = new CounterSamples();
      value.tooMany = source.readBoolean();
      value.invalid = source.readLong();
      value.settled = source.readInt();
      for (int i = 0; i < value.settled; i++) {
        value.samples.add(new Sample(source.readLong(), source.readDouble(), source.readLong()));
      }
      return value;
    }

    @Override
    public CounterSamples copy(CounterSamples value) {
      CounterSamples copy = new CounterSamples();
      copy.samples = new ArrayList<>(value.samples);
      copy.settled = value.settled;
      copy.tooMany = value.tooMany;
      copy.invalid = value.invalid;
      return copy;
    }

    @Override
    public Class<CounterSamples> type() {
      return CounterSamples.class;
    }
  }
}
