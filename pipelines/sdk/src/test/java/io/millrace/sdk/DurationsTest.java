package io.millrace.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @Property
  void whatIsWrittenIsReadBack(@ForAll @LongRange(min = 0, max = 1L << 40) long millis) {
    // Given
    Duration duration = Duration.ofMillis(millis);

    // When
    String text = Durations.format(duration);

    // Then
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ms",
    "9999, 9999ms",
    "10001, 11s",
    "600001, 11m",
    "3661000, 62m",
    "36000001, 11h",
    "864000001, 11d"
  })
  void aDurationIsRoundedUpToFewDigits(long millis, String named) {
    assertThat(Durations.format(Durations.roundedUp(millis))).isEqualTo(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "m", "-1s", "1.5h", "1 hour", "PT1H", "999999999999999d"})
  void whatIsNoDurationIsRefused(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
