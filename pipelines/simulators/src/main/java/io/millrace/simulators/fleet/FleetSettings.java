package io.millrace.simulators.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a fleet sends, and by which times of an input.
 *
 * @param period between the readings of one node
 * @param outOfOrderness good readings are displaced by less than half of this
 * @param lateness no reading is later than this
 * @param maxFuture one clock is further ahead than this, another is not
 */
public record FleetSettings(
    Instant start,
    Duration duration,
    Duration period,
    Duration outOfOrderness,
    Duration lateness,
    Duration maxFuture) {

  /** Forty minutes, a reading of each node every three seconds. */
  public static final FleetSettings SHORT =
      new FleetSettings(
          Instant.parse("2026-01-01T00:00:00Z"),
          Duration.ofMinutes(40),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60));

  /** When it ends. */
  public Instant end() {
    return start.plus(duration);
  }
}
