package io.millrace.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void distanceCountsSingleChanges() {
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestions.distance("cvs", "csv")).isEqualTo(1);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("same", "same")).isZero();
  }
}
