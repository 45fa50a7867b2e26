package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do in their own time. */
final class Eventually {
  private Eventually() {}

  static void holds(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(180);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("time for the condition").isBefore(deadline);
      Pause.briefly();
    }
  }
}
