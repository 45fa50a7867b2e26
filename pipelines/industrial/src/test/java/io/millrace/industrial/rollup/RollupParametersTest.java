package io.millrace.industrial.rollup;

import static org.assertj.core.api.Assertions.assertThat;

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

class RollupParametersTest {
  private final List<Parameters.Problem> problems = new ArrayList<>();

  @Test
  void theDefaultsAreFourWindowsNoEarlyResultsAndAllButBadReadings() {
    // When
    Optional<RollupParameters> bound = Parameters.bind(RollupParameters.class, Map.of(), problems);

    // Then
    assertThat(bound)
        .contains(
            new RollupParameters(
                List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofDays(1)),
                Duration.ZERO,
                List.of(ReadingQuality.GOOD, ReadingQuality.UNCERTAIN)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          windows   | 1m;1m     | windows holds a size twice; expected each once
          windows   | 1m;90s    | a window of 90s is no multiple of the smallest window, 1m
          windows   | 500ms     | windows is 500ms; expected from 1s to 31d
          early     | 30s       | early 30s is no multiple of the smallest window, 1m
          qualities | fine      | qualities is 'fine'; expected one of good, uncertain, bad, stale
          """)
  void whatDoesNotGoIsRefused(String name, String value, String message) {
    // Given
    Map<String, List<String>> given = Map.of(name, List.of(value.split(";")));

    // When
    Optional<RollupParameters> bound = Parameters.bind(RollupParameters.class, given, problems);

    // Then
    assertThat(bound).isEmpty();
    assertThat(problems).extracting(Parameters.Problem::message).containsExactly(message);
  }
}
