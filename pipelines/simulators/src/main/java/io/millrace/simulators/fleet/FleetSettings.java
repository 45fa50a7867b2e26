package io.millrace.simulators.fleet;

import io.millrace.simulators.Delivery.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * How long a fleet sends, and by which times of an input.
 *
 * @param period between the readings of one node
 * @param outOfOrderness good readings are displaced by less than half of this
 * @param lateness no reading is later than this
 * @param maxFuture one clock is an hour ahead, which has to be more than this
 * @param skew by so much one clock is ahead, and another behind: less than {@code maxFuture}; than
 *     a fifth of the duration, so that no reading is from before or after it; than half of the
 *     lateness without the out-of-orderness, for one that is ahead takes event time with it, and
 *     what comes late then has to be within the lateness of one that is behind
 */
public record FleetSettings(
    Instant start,
    Duration duration,
    Duration period,
    Duration outOfOrderness,
    Duration lateness,
    Duration maxFuture,
    Duration skew) {

  /** Forty minutes, a reading of each node every three seconds. */
  public static final FleetSettings SHORT =
      new FleetSettings(
          Instant.parse("2026-01-01T00:00:00Z"),
          Duration.ofMinutes(40),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  private static final int FEWEST_READINGS = 100;

  public FleetSettings {
    if (duration.compareTo(period.multipliedBy(FEWEST_READINGS)) < 0) {
      throw new IllegalArgumentException(
          "duration is %s; expected at least %d readings, one each %s"
              .formatted(duration, FEWEST_READINGS, period));
    }
    if (skew.compareTo(maxFuture) >= 0
        || skew.multipliedBy(5).compareTo(duration) > 0
        || skew.plus(outOfOrderness).multipliedBy(2).compareTo(lateness) > 0) {
      throw new IllegalArgumentException(
          "skew is %s; expected less than max-future, %s, a fifth of %s, and half of the lateness, %s, less %s"
              .formatted(skew, maxFuture, duration, lateness, outOfOrderness));
    }
  }

  /**
   * A fleet for an input of these times, its clocks as far off as they may be, and by half a minute
   * at the most.
   */
  public static FleetSettings of(
      Instant start, Duration duration, Duration period, Limits limits, Duration maxFuture) {
    Duration skew =
        Stream.of(
                duration.dividedBy(6),
                maxFuture.dividedBy(2),
                limits.lateness().dividedBy(2).minus(limits.outOfOrderness()),
                Duration.ofSeconds(30))
            .min(Comparator.naturalOrder())
            .orElseThrow()
            .truncatedTo(ChronoUnit.SECONDS);
    return new FleetSettings(
        start, duration, period, limits.outOfOrderness(), limits.lateness(), maxFuture, skew);
  }

  /** How late a reading may be sent, so that it is in time whatever clocks say. */
  Limits delivery() {
    return new Limits(outOfOrderness, lateness.minus(skew.multipliedBy(2)));
  }

  /** When it ends. */
  public Instant end() {
    return start.plus(duration);
  }
}
