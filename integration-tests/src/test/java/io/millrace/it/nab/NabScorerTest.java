package io.millrace.it.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.it.nab.NabFile.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of 100 rows, a minute apart, with windows of rows 40 to 49 and 70 to 79. */
class NabScorerTest {
  private static final Instant START = Instant.parse("2014-01-01T00:00:00Z");
  private static final NabScorer STANDARD = new NabScorer(NabProfile.STANDARD);

  @ParameterizedTest
  @CsvSource({"-1, 0.98661", "-0.5, 0.84828", "0, 0", "1, -0.98661", "3.1, -1"})
  void theSigmoidHasItsPublishedValues(double position, double value) {
    assertThat(NabScorer.scaledSigmoid(position)).isEqualTo(value, within(5e-6));
  }

  @Test
  void detectionsAtTheFirstRowOfEveryWindowAreWorthAHundred() {
    // When
    double score = STANDARD.score(List.of(file(40, 70)), 1);

    // Then
    assertThat(score).isEqualTo(100, within(1e-9));
  }

  @Test
  void noDetectionIsWorthNothingInEveryProfile() {
    for (NabProfile profile :
        List.of(
            NabProfile.STANDARD, NabProfile.LOW_FALSE_POSITIVES, NabProfile.LOW_FALSE_NEGATIVES)) {
      assertThat(new NabScorer(profile).score(List.of(file()), 1)).as(profile.name()).isZero();
    }
  }

  @Test
  void theEarliestDetectionOfAWindowCountsAndTheOthersCostNothing() {
    // When
    double raw = STANDARD.raw(file(45, 46, 49, 70), 1);

    // Then row 45 is at -(49 - 45 + 1) / 10
    assertThat(raw).isEqualTo(0.84828 / 0.98661 + 1, within(1e-5));
  }

  @Test
  void aDetectionElsewhereCostsTheMoreTheFurtherItIsBehindAWindow() {
    // Given two misses
    double missed = -2;

    // When
    double before = STANDARD.raw(file(30), 1) - missed;
    double soon = STANDARD.raw(file(50), 1) - missed;
    double late = STANDARD.raw(file(69), 1) - missed;

    // Then
    assertThat(before).isEqualTo(-0.11, within(1e-12));
    assertThat(soon).isEqualTo(0.11 * NabScorer.scaledSigmoid(1 / 9.0), within(1e-12));
    assertThat(late).isEqualTo(0.11 * NabScorer.scaledSigmoid(20 / 9.0), within(1e-12));
    assertThat(late).isLessThan(soon).isGreaterThan(before);
  }

  @Test
  void rowsOfTheProbationDoNotCount() {
    // When
    double raw = STANDARD.raw(file(0, 14), 1);

    // Then
    assertThat(raw).isEqualTo(-2);
    assertThat(STANDARD.raw(file(15), 1)).isLessThan(-2);
  }

  @Test
  void theBestThresholdIsFoundAmongTheScores() {
    // Given a file whose false alarm scores less than its detections
    NabFile file = file(40, 70);
    file.scores()[20] = 0.5;

    // When
    double best = STANDARD.best(List.of(file));

    // Then
    assertThat(best).isEqualTo(100, within(1e-9));
    assertThat(STANDARD.score(List.of(file), 0.5)).isLessThan(100);
  }

  private static NabFile file(int... detections) {
    List<Instant> times = new ArrayList<>();
    for (int row = 0; row < 100; row++) {
      times.add(START.plusSeconds(60L * row));
    }
    double[] scores = new double[100];
    for (int row : detections) {
      scores[row] = 1;
    }
    List<Window> windows =
        List.of(new Window(times.get(40), times.get(49)), new Window(times.get(70), times.get(79)));
    return new NabFile("a", times, scores, windows);
  }
}
