package io.millrace.industrial.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.sdk.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorAnomalyParametersTest {
  private final List<Parameters.Problem> problems = new ArrayList<>();

  @Test
  void theDefaultsScoreByAllScorersAndCheckTheQualityAlone() {
    // When
    SensorAnomalyParameters bound =
        Parameters.bind(SensorAnomalyParameters.class, Map.of(), problems).orElseThrow();

    // Then
    assertThat(bound.threshold()).isEqualTo(3.30103, within(1e-5));
    assertThat(bound)
        .isEqualTo(
            new SensorAnomalyParameters(
                List.of(),
                List.of(ReadingQuality.GOOD, ReadingQuality.UNCERTAIN),
                List.of(),
                List.of(),
                3,
                0,
                Duration.ZERO,
                0,
                Duration.ZERO,
                List.of(Scorer.EWMA_RESIDUAL, Scorer.KNN_SHINGLE, Scorer.LEVEL_DRIFT),
                0.0005,
                500,
                5_000,
                0.05,
                12,
                800,
                3,
                150,
                20,
                Duration.ZERO,
                Duration.ofDays(7)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          range            | 5        | range is [5.0]; expected two numbers, the lesser first, or none
          span             | 5;5      | span is [5.0, 5.0]; expected two numbers, the lesser first, or none
          scorers          | magic    | scorers is 'magic'; expected one of ewma-residual, knn-shingle, level-drift
          false-alarm-rate | 0        | false-alarm-rate is 0; expected from 0.000000001 to 0.5
          shingle          | 800      | the window of 800 holds too few shingles of 800 for 3 neighbours
          dropout-after    | 8d       | retention has to be longer than episode-gap and dropout-after, or a sensor would be forgotten in the middle of an episode
          qualities        | fine     | qualities is 'fine'; expected one of good, uncertain, bad, stale
          """)
  void whatDoesNotGoIsRefused(String name, String value, String message) {
    // Given
    Map<String, List<String>> given = Map.of(name, List.of(value.split(";")));

    // When
    Optional<SensorAnomalyParameters> bound =
        Parameters.bind(SensorAnomalyParameters.class, given, problems);

    // Then
    assertThat(bound).isEmpty();
    assertThat(problems).extracting(Parameters.Problem::message).containsExactly(message);
  }
}
