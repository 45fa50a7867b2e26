package io.millrace.operators.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConformalCalibratorTest {

  @Test
  void scoreIsTheRankAmongTheRawScoresSeen() {
    // Given
    ConformalCalibrator calibrator = calibrator(1, 2, 3, 4, 5, 6, 7, 8, 9);

    // When
    double third = calibrator.score(7);

    // Then
    assertThat(third).isEqualTo(-Math.log10(4 / 10.0), within(1e-12));
    assertThat(calibrator.score(0)).isZero();
  }

  @Test
  void beyondTheGreatestTheExcessCounts() {
    // Given
    ConformalCalibrator calibrator = calibrator(1, 2, 3, 4, 5, 6, 7, 8, 9);

    // When
    double tenfold = calibrator.score(90);

    // Then
    assertThat(tenfold).isEqualTo(2, within(1e-12));
  }

  @Test
  void whereNothingIsKnownNothingIsUnusual() {
    // When
    double score = new ConformalCalibrator().score(1e300);

    // Then
    assertThat(score).isZero();
  }

  @Test
  void flatSeriesHasNoScaleAndSoNoExcess() {
    // Given
    ConformalCalibrator calibrator = calibrator(0, 0, 0, 0, 0, 0, 0, 0, 0);

    // When
    double score = calibrator.score(1e9);

    // Then
    assertThat(score).isEqualTo(1, within(1e-12));
    assertThat(calibrator.score(0)).isZero();
  }

  @Test
  void infiniteRawScoreGivesAFiniteOne() {
    // When
    double score = calibrator(1, 2).score(Double.POSITIVE_INFINITY);

    // Then
    assertThat(score).isFinite().isGreaterThan(30);
  }

  @Property(tries = 200)
  void ranksAreThoseOfTheLastWindow(
      @ForAll @Size(min = 1, max = 80) List<@DoubleRange(min = 0, max = 5) Double> raws,
      @ForAll @IntRange(min = 1, max = 40) int window,
      @ForAll @DoubleRange(min = 0, max = 5) double next)
      throws Exception {
    // Given
    ConformalCalibrator calibrator = new ConformalCalibrator();
    raws.forEach(raw -> calibrator.learn(raw, window));
    List<Double> kept = raws.subList(Math.max(0, raws.size() - window), raws.size());
    long atLeast = kept.stream().filter(raw -> (float) (double) raw >= (float) next).count();
    double tail = -Math.log10((atLeast + 1.0) / (kept.size() + 1.0));

    // When
    double score = calibrator.score(next);

    // Then
    assertThat(calibrator.size()).isEqualTo(kept.size());
    assertThat(score).isGreaterThanOrEqualTo(tail - 1e-12);
    if (atLeast > 0) {
      assertThat(score).isEqualTo(tail, within(1e-12));
    }
    ConformalCalibrator read = Codecs.readBack(ConformalCalibrator.CODEC, calibrator);
    ConformalCalibrator copy = ConformalCalibrator.CODEC.copy(calibrator);
    calibrator.learn(next, window);
    copy.learn(next, window);
    read.learn(next, window);
    assertThat(read.score(next)).isEqualTo(calibrator.score(next)).isEqualTo(copy.score(next));
  }

  @Test
  void oneInAHundredScoresIsTwoOrMoreWhateverTheDistribution() {
    // Given raw scores with a heavy tail, in random order
    Random random = new Random(1);
    ConformalCalibrator calibrator = new ConformalCalibrator();
    int found = 0;
    int rounds = 50_000;

    // When
    for (int i = 0; i < rounds + 1_000; i++) {
      double raw = Math.pow(random.nextDouble(), -3) - 1;
      found += i >= 1_000 && calibrator.score(raw) >= 2 ? 1 : 0;
      calibrator.learn(raw, 999);
    }

    // Then
    assertThat(found / (double) rounds).isEqualTo(0.01, within(0.002));
  }

  private static ConformalCalibrator calibrator(double... raws) {
    ConformalCalibrator calibrator = new ConformalCalibrator();
    List<Double> order = new ArrayList<>();
    for (double raw : raws) {
      order.add(raw);
    }
    Collections.shuffle(order, new Random(7));
    order.forEach(raw -> calibrator.learn(raw, 5_000));
    return calibrator;
  }
}
