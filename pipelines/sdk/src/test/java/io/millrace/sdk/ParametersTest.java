package io.millrace.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private final List<Parameters.Problem> problems = new ArrayList<>();

  enum Mode {
    FAST,
    VERY_SAFE
  }

  record Sample(
      @Parameter(about = "How often.", fallback = "10s", min = "1s", max = "1h")
          Duration checkEvery,
      @Parameter(about = "How many.", fallback = "3", min = "1", max = "9") int attempts,
      @Parameter(about = "Which way.", fallback = "very-safe") Mode mode,
      @Parameter(about = "Levels.", fallback = "0.5, 0.99", min = "0", max = "1")
          List<Double> levels) {
    Sample {
      if (attempts > 5 && mode == Mode.FAST) {
        throw new IllegalArgumentException("attempts is " + attempts + "; fast allows up to 5");
      }
    }
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    // When
    Optional<Sample> bound = Parameters.bind(Sample.class, Map.of(), problems);

    // Then
    assertThat(problems).isEmpty();
    assertThat(bound)
        .contains(new Sample(Duration.ofSeconds(10), 3, Mode.VERY_SAFE, List.of(0.5, 0.99)));
  }

  @Test
  void namesAreInKebabCaseAndValuesAsInADefinition() {
    // Given
    Map<String, List<String>> given =
        Map.of(
            "check-every", List.of("5m"), "mode", List.of("fast"), "levels", List.of("0.1", "1"));

    // When
    Optional<Sample> bound = Parameters.bind(Sample.class, given, problems);

    // Then
    assertThat(bound).contains(new Sample(Duration.ofMinutes(5), 3, Mode.FAST, List.of(0.1, 1.0)));
  }

  @Test
  void everyProblemIsReportedWithNameValueAndWhatIsAllowed() {
    // Given
    Map<String, List<String>> given =
        Map.of(
            "check-every", List.of("2h"),
            "atempts", List.of("4"),
            "mode", List.of("slow"),
            "levels", List.of("0.1", "many"));

    // When
    Optional<Sample> bound = Parameters.bind(Sample.class, given, problems);

    // Then
    assertThat(bound).isEmpty();
    assertThat(problems)
        .extracting(Parameters.Problem::message)
        .containsExactlyInAnyOrder(
            "check-every is 2h; expected from 1s to 1h",
            "unknown parameter 'atempts'; did you mean 'attempts'?",
            "mode is 'slow'; expected one of fast, very-safe",
            "levels is 'many'; expected a number");
  }

  @Test
  void whatTheRecordRefusesIsAProblemLikeAnyOther() {
    // Given
    Map<String, List<String>> given = Map.of("attempts", List.of("7"), "mode", List.of("fast"));

    // When
    Optional<Sample> bound = Parameters.bind(Sample.class, given, problems);

    // Then
    assertThat(bound).isEmpty();
    assertThat(problems)
        .containsExactly(
            new Parameters.Problem(
                "", ErrorCode.OUT_OF_RANGE, "attempts is 7; fast allows up to 5"));
  }

  @Test
  void everyParameterIsDescribed() {
    // When
    List<Parameters.Description> descriptions = Parameters.describe(Sample.class);

    // Then
    assertThat(descriptions)
        .extracting(Parameters.Description::name)
        .containsExactly("check-every", "attempts", "mode", "levels");
    assertThat(descriptions.get(1))
        .isEqualTo(
            new Parameters.Description("attempts", "a whole number", "How many.", "3", "1", "9"));
  }
}
