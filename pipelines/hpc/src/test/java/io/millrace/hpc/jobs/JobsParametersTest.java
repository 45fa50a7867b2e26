package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.hpc.UsageWindow;
import io.millrace.sdk.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsParametersTest {
  private final List<Parameters.Problem> problems = new ArrayList<>();

  @Test
  void theDefaultsAreThoseOfTheReadme() {
    assertThat(Parameters.bind(JobsParameters.class, Map.of(), problems))
        .contains(
            new JobsParameters(
                List.of(UsageWindow.HOUR, UsageWindow.DAY, UsageWindow.MONTH),
                0,
                Duration.ofDays(31)));
  }

  @Test
  void eachParameterIsMappedToItsField() {
    // Given
    Map<String, List<String>> given =
        Map.of("window", List.of("total"), "capacity", List.of("128"), "longest", List.of("12h"));

    // When
    var bound = Parameters.bind(JobsParameters.class, given, problems);

    // Then
    assertThat(bound)
        .contains(new JobsParameters(List.of(UsageWindow.TOTAL), 128, Duration.ofHours(12)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window   | hour,hour | window is [HOUR, HOUR]; expected hour, day, month or total, each"
            + " once",
        "window   | week      | week",
        "capacity | -1        | capacity",
        "longest  | 1s        | longest",
      })
  void whatCanNotBeIsRefused(String name, String value, String message) {
    // When
    var bound =
        Parameters.bind(JobsParameters.class, Map.of(name, List.of(value.split(","))), problems);

    // Then
    assertThat(bound).isEmpty();
    assertThat(problems).singleElement().asString().contains(message);
  }
}
