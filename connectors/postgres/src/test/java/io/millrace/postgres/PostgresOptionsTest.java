package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresOptionsTest {
  private static final PostgresOptions DEFAULTS = PostgresOptions.defaults();

  @Test
  void theDefaultsAreThoseThatAreDocumented() {
    // When
    PostgresOptions options = PostgresOptions.defaults();

    // Then
    assertThat(options)
        .isEqualTo(
            new PostgresOptions(
                256,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                true));
  }

  @Test
  void valuesOutsideOfTheirRangeAreRefused() {
    refused(() -> DEFAULTS.withBatches(0, Duration.ofSeconds(1)), "0 rows; expected 1 to 10000");
    refused(() -> DEFAULTS.withBatches(9, Duration.ZERO), "batch age PT0S; expected at least 1ms");
    refused(
        () ->
            DEFAULTS.withTimes(Duration.ofSeconds(9), Duration.ofSeconds(2), Duration.ofSeconds(2)),
        "lock timeout 2s; expected less than the statement timeout, 2s");
  }

  private static void refused(Runnable creation, String message) {
    assertThatThrownBy(creation::run).hasMessageContaining(message);
  }
}
