package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.table.data.TimestampData;

class CounterRateFunctionTest {
  private final CounterRateFunction function = new CounterRateFunction();

  private record Sample(double value, long second) {}

  @Property
  void rateIsThatOfTheSortedSamplesInAnyOrderAndGrouping(
      @ForAll @IntRange(min = 2, max = 60) int size, @ForAll long seed) {
    // given
    Random random = new Random(seed);
    List<Sample> samples = samples(size, random);
    List<Sample> passing = samples(random.nextInt(20), random);

    // when
    Double rate = rate(Groups.changes(samples, passing), random);

    // then
    assertThat(rate).isEqualTo(exact(samples));
  }

  @Property
  void sampleThatCameTwiceCountsOnce(
      @ForAll @IntRange(min = 2, max = 30) int size, @ForAll long seed) {
    // given
    Random random = new Random(seed);
    List<Sample> samples = samples(size, random);
    List<Sample> twice = new ArrayList<>(samples);
    twice.addAll(samples);

    // when
    Double rate = rate(Groups.additions(twice), random);

    // then
    assertThat(rate).isEqualTo(exact(samples));
  }

  @Example
  void fallIsARestartFromZero() {
    // given
    List<Sample> samples =
        List.of(new Sample(100, 0), new Sample(160, 10), new Sample(20, 20), new Sample(50, 30));

    // when
    Double rate = rate(Groups.additions(samples), new Random(1));

    // then
    assertThat(rate).isEqualTo((60 + 20 + 30) / 30.0);
  }

  @Example
  void oneTimeHasNoRate() {
    // given
    List<Sample> samples = List.of(new Sample(1, 7), new Sample(5, 7));

    // when
    Double rate = rate(Groups.additions(samples), new Random(1));

    // then
    assertThat(rate).isNull();
  }

  @Example
  void whatIsNoCounterHasNoRate() {
    assertThat(rateWith(Double.NaN)).isNull();
    assertThat(rateWith(Double.POSITIVE_INFINITY)).isNull();
    assertThat(rateWith(-1)).isNull();
    assertThat(rateWith(0)).isNotNull();
  }

  @Example
  void moreSamplesThanAreKeptHaveNoRateHoweverTheyAreGrouped() {
    // given
    CounterSamples half = function.createAccumulator();
    CounterSamples whole = function.createAccumulator();
    for (int second = 0; second < CounterSamples.LIMIT; second++) {
      add(second % 2 == 0 ? half : whole, new Sample(second, second));
      add(whole, new Sample(0, 0));
    }
    function.merge(whole, List.of(half));
    Double atTheLimit = function.getValue(CounterSamples.CODEC.copy(whole));

    // when
    add(whole, new Sample(CounterSamples.LIMIT, CounterSamples.LIMIT));

    // then
    assertThat(atTheLimit).isEqualTo(1.0);
    assertThat(function.getValue(Groups.readBack(whole, CounterSamples.CODEC))).isNull();
  }

  @Example
  void valueOrTimeThatIsNullIsNoSample() {
    // given
    CounterSamples samples = function.createAccumulator();
    add(samples, new Sample(1, 0));
    add(samples, new Sample(3, 1));

    // when
    function.accumulate(samples, null, TimestampData.fromEpochMillis(9_000));
    function.accumulate(samples, 100.0, null);

    // then
    assertThat(function.getValue(samples)).isEqualTo(2.0);
  }

  /** Distinct times, so that the exact computation needs no rule for equal ones. */
  private static List<Sample> samples(int size, Random random) {
    List<Sample> samples = new ArrayList<>();
    long second = 0;
    double value = 0;
    for (int i = 0; i < size; i++) {
      second += 1 + random.nextInt(60);
      value = random.nextInt(8) == 0 ? random.nextInt(50) : value + random.nextInt(100);
      samples.add(new Sample(value, second));
    }
    return samples;
  }

  private static double exact(List<Sample> samples) {
    List<Sample> sorted =
        samples.stream().sorted(Comparator.comparingLong(Sample::second)).toList();
    double increase = 0;
    for (int i = 1; i < sorted.size(); i++) {
      double before = sorted.get(i - 1).value();
      double now = sorted.get(i).value();
      increase += now < before ? now : now - before;
    }
    return increase / (sorted.get(sorted.size() - 1).second() - sorted.get(0).second());
  }

  private Double rateWith(double value) {
    return rate(
        Groups.additions(List.of(new Sample(1, 0), new Sample(value, 1), new Sample(2, 2))),
        new Random(1));
  }

  private Double rate(List<Groups.Change<Sample>> changes, Random random) {
    return function.getValue(
        Groups.inParts(
            changes,
            random,
            function::createAccumulator,
            (group, change) -> {
              Sample sample = change.value();
              TimestampData time = TimestampData.fromEpochMillis(1000 * sample.second());
              if (change.retraction()) {
                function.retract(group, sample.value(), time);
              } else {
                function.accumulate(group, sample.value(), time);
              }
            },
            function::merge,
            CounterSamples.CODEC));
  }

  private void add(CounterSamples samples, Sample sample) {
    function.accumulate(
        samples, sample.value(), TimestampData.fromEpochMillis(1000 * sample.second()));
  }
}
