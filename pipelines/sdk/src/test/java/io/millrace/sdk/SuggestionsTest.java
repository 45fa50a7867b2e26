package io.millrace.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> KNOWN = List.of("lateness", "field", "idle-after");

  @Test
  void theNearestNameIsSuggested() {
    assertThat(Suggestions.of("latenes", KNOWN)).isEqualTo("; did you mean 'lateness'?");
    assertThat(Suggestions.of("idle_after", KNOWN)).isEqualTo("; did you mean 'idle-after'?");
  }

  @Test
  void farFromEveryNameAllAreListed() {
    assertThat(Suggestions.of("watermark", KNOWN))
        .isEqualTo("; known: lateness, field, idle-after");
    assertThat(Suggestions.of("watermark", List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "qualty, quality",
    "Quality, quality",
    "QUALITY, quality",
    "Event Time, event_time",
    "eventTime, event_time",
    "evnt_tiem, event_time",
    "units, unit",
    "Unit, unit",
    "unix,",
    "uni,",
    "sensors, sensor",
    "quantity,",
    "comment,",
    "timestamp,",
    "x_1,",
    "'',",
  })
  void aNameIsMisspeltOnlyIfItIsNearlyTheOther(String name, String meant) {
    List<String> known = List.of("quality", "event_time", "unit", "sensor", "value");
    assertThat(Suggestions.misspelt(name, known)).isEqualTo(Optional.ofNullable(meant));
  }

  @Test
  void distanceCountsSingleChanges() {
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestions.distance("cvs", "csv")).isEqualTo(1);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("same", "same")).isZero();
  }
}
