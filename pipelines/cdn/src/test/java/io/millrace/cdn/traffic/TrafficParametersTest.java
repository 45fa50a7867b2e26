package io.millrace.cdn.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.cdn.Tier;
import io.millrace.sdk.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficParametersTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final List<Parameters.Problem> problems = new ArrayList<>();

  @Test
  void theDefaultsAreAsDescribed() {
    // When
    Optional<TrafficParameters> bound =
        Parameters.bind(TrafficParameters.class, Map.of(), problems);

    // Then
    assertThat(bound)
        .contains(
            new TrafficParameters(
                List.of(Duration.ofSeconds(10), MINUTE, HOUR, DAY),
                List.of(TrafficGroup.SITE, TrafficGroup.POP),
                Duration.ZERO,
                List.of(Tier.EDGE),
                List.of(MINUTE, HOUR, DAY),
                List.of(
                    TopDimension.URL,
                    TopDimension.URL_BYTES,
                    TopDimension.URL_MISSES,
                    TopDimension.URL_5XX,
                    TopDimension.URL_404,
                    TopDimension.REFERRER,
                    TopDimension.USER_AGENT,
                    TopDimension.COUNTRY),
                100,
                2_500,
                List.of(HOUR, DAY),
                15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          windows         | 10s;15s  | windows: a window of 15s is no multiple of the smallest window, 10s
          windows         | 1m;1m    | windows holds a value twice; expected each once
          early           | 15s      | early 15s is no multiple of the smallest window, 10s
          group-by        | site;site| group-by holds a value twice; expected each once
          group-by        | path     | group-by is 'path'; expected one of site, pop, host, country, protocol
          top             | 20000    | top is 20000; expected from 1 to 10000
          top-capacity    | 99       | top-capacity is 99; expected at least top, 100
          visitor-windows | 1h;90m   | visitor-windows: a window of 90m is no multiple of the smallest window, 1h
          """)
  void whatDoesNotGoIsRefused(String name, String value, String message) {
    // Given
    Map<String, List<String>> given = Map.of(name, List.of(value.split(";")));

    // When
    Optional<TrafficParameters> bound = Parameters.bind(TrafficParameters.class, given, problems);

    // Then
    assertThat(bound).isEmpty();
    assertThat(problems).extracting(Parameters.Problem::message).containsExactly(message);
  }
}
