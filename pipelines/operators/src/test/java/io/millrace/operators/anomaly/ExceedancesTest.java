package io.millrace.operators.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operators.anomaly.Exceedances.Settings;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExceedancesTest {
  private static final Settings SETTINGS = new Settings(0.0005, 150);
  private static final double THRESHOLD = -Math.log10(0.0005);
  private static final int KNOWN = 5_000;

  @Test
  void theFirstReadingOverTheThresholdScoresAsItsEvidence() {
    // When
    double score = new Exceedances().score(4.25, KNOWN, SETTINGS);

    // Then
    assertThat(score).isEqualTo(4.25);
  }

  @Test
  void whatGoesOnIsNoSecondSurpriseAndWhatIsWorseIs() {
    // Given
    Exceedances exceedances = new Exceedances();
    exceedances.learn(5, true, SETTINGS);

    // When
    double same = exceedances.score(5, 999, SETTINGS);
    double hardlyWorse = exceedances.score(5.2, 999, SETTINGS);
    double worse = exceedances.score(5.5, 999, SETTINGS);

    // Then the one before counts as one of a thousand
    assertThat(same).isEqualTo(-Math.log10(1e-5 + 1e-3), within(1e-9));
    assertThat(hardlyWorse).isEqualTo(3, within(0.01));
    assertThat(worse).isEqualTo(5.5, within(1e-9));
  }

  @Test
  void theSameIsReportedAgainLater() {
    // Given
    Exceedances exceedances = new Exceedances();
    exceedances.learn(5, true, SETTINGS);
    passed(exceedances, 151);

    // When
    double score = exceedances.score(5, KNOWN, SETTINGS);

    // Then the one before counts as one of five times two thousand
    assertThat(score)
        .isEqualTo(-Math.log10(1e-5 + 1 / 10_001.0), within(1e-9))
        .isGreaterThan(THRESHOLD);
  }

  @Test
  void afterFiveTimesAsManyReadingsAsTheRateAsksForNothingIsRemembered() {
    // Given
    Exceedances exceedances = new Exceedances();
    exceedances.learn(5, true, SETTINGS);

    // When
    passed(exceedances, 10_001);

    // Then
    assertThat(exceedances.score(5, KNOWN, SETTINGS)).isEqualTo(5, within(1e-9));
  }

  @Property(tries = 30)
  void whateverTheEvidenceTheRateIsKept(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 3) double inflation) {
    // Given evidence that is far greater than calibrated evidence would be
    Random random = new Random(seed);

    // When
    int reached = reached(20_000, i -> -Math.log10(1 - random.nextDouble()) * (1 + inflation));

    // Then at most twice the rate, and three that few readings may have
    assertThat(reached).isLessThanOrEqualTo(23);
  }

  @Property(tries = 20)
  void evidenceThatGrowsForeverKeepsTheRate(@ForAll @IntRange(min = 1, max = 1_000) int every) {
    // When each record is greater than all before
    int reached = reached(20_000, i -> i % every == 0 ? 3 + Math.log10(i + 1) : 0);

    // Then
    assertThat(reached).isLessThanOrEqualTo(23);
  }

  @Property(tries = 50)
  void isNeverMoreThanTheEvidenceAndKeptWhole(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 600) int count) throws Exception {
    // Given
    Random random = new Random(seed);
    Exceedances exceedances = new Exceedances();
    for (int i = 0; i < count; i++) {
      exceedances.learn(6 * random.nextDouble(), random.nextInt(2) == 0, SETTINGS);
    }
    double evidence = 6 * random.nextDouble();

    // When
    double score = exceedances.score(evidence, KNOWN, SETTINGS);

    // Then
    assertThat(score).isBetween(0.0, evidence);
    Exceedances read = Codecs.readBack(Exceedances.CODEC, exceedances);
    Exceedances copy = Exceedances.CODEC.copy(exceedances);
    exceedances.learn(evidence, true, SETTINGS);
    read.learn(evidence, true, SETTINGS);
    copy.learn(evidence, true, SETTINGS);
    assertThat(read.score(3, KNOWN, SETTINGS))
        .isEqualTo(exceedances.score(3, KNOWN, SETTINGS))
        .isEqualTo(copy.score(3, KNOWN, SETTINGS));
  }

  private static int reached(int readings, IntToDoubleFunction evidence) {
    Exceedances exceedances = new Exceedances();
    int count = 0;
    for (int i = 0; i < readings; i++) {
      double one = evidence.applyAsDouble(i);
      boolean reached = exceedances.score(one, KNOWN, SETTINGS) >= THRESHOLD;
      count += reached ? 1 : 0;
      exceedances.learn(one, reached, SETTINGS);
    }
    return count;
  }

  private static void passed(Exceedances exceedances, int readings) {
    for (int i = 0; i < readings; i++) {
      exceedances.learn(0, false, SETTINGS);
    }
  }
}
