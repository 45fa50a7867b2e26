package io.millrace.industrial.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.PlannedBy;
import io.millrace.schemas.industrial.WindowKind;
import io.millrace.sdk.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OeeParametersTest {
  private final List<Parameters.Problem> problems = new ArrayList<>();

  @Test
  void theDefaultsAreThoseOfTheReadme() {
    // When
    Optional<OeeParameters> bound = Parameters.bind(OeeParameters.class, Map.of(), problems);

    // Then
    assertThat(bound)
        .contains(
            new OeeParameters(
                List.of(WindowKind.SHIFT, WindowKind.HOUR, WindowKind.DAY, WindowKind.ROLLING),
                "UTC",
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ZERO,
                PlannedBy.CALENDAR,
                Duration.ZERO,
                false,
                Duration.ofDays(1),
                Duration.ofDays(730)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          windows         | day;day      | windows holds a kind twice; expected each once
          windows         | week         | windows is 'week'; expected one of shift, hour, day, rolling
          zone            | Berlin       | zone is 'Berlin'; expected a zone such as UTC, +01:00 or Europe/Berlin
          rolling         | 90s          | rolling 90s is no multiple of rolling-every, 1m
          micro-stop      | 2h           | micro-stop is 2h; expected from 0s to 1h
          planned-by      | guess        | planned-by is 'guess'; expected one of calendar, states
          state-valid-for | 1s           | state-valid-for is 1s; expected from 1m to 35d
          """)
  void whatDoesNotGoIsRefused(String name, String value, String message) {
    // Given
    Map<String, List<String>> given = Map.of(name, List.of(value.split(";")));

    // When
    Optional<OeeParameters> bound = Parameters.bind(OeeParameters.class, given, problems);

    // Then
    assertThat(bound).isEmpty();
    assertThat(problems).extracting(Parameters.Problem::message).containsExactly(message);
  }
}
