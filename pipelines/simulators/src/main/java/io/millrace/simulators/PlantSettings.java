package io.millrace.simulators;

import java.time.Duration;
import java.time.Instant;

/**
 * A plant: so many machines with so many sensors each, of which every one is read once in a period.
 * The times are those of the pipeline that will read the telemetry; the simulator keeps a distance
 * from their limits, so that what a record is does not depend on how fast it is read.
 *
 * @param start event time of the first reading
 * @param duration how long the plant is watched, in event time
 * @param outOfOrderness good readings are displaced by less than half of this
 * @param lateness correcting readings are later than the out-of-orderness, and not by more than
 *     this
 * @param window size of the smallest window: a reading is late for certain when its window and the
 *     lateness are over
 * @param faults how often things go wrong
 */
public record PlantSettings(
    int machines,
    int sensors,
    Instant start,
    Duration period,
    Duration duration,
    Duration outOfOrderness,
    Duration lateness,
    Duration window,
    FaultRates faults) {

  /**
   * How often things go wrong; what is no number is a share of all readings.
   *
   * @param drifts number of sensors that drift, each for a quarter of the time
   * @param clockAhead by how much the clock of one machine is ahead in the fourth tenth of the
   *     time; zero for right clocks only
   */
  public record FaultRates(
      int drifts,
      double spikes,
      double duplicates,
      double correcting,
      double late,
      double malformed,
      Duration clockAhead) {

    /** None of it. */
    public static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0, 0, Duration.ZERO);

    /** Two drifts, a few in a thousand of each other kind, and a clock that is a day ahead. */
    public static final FaultRates SOME =
        new FaultRates(2, 0.001, 0.005, 0.005, 0.002, 0.001, Duration.ofDays(1));

    public FaultRates {
      if (drifts < 0) {
        throw new IllegalArgumentException(drifts + " drifts");
      }
      if (spikes < 0 || duplicates < 0 || correcting < 0 || late < 0 || malformed < 0) {
        throw new IllegalArgumentException("A share of faults is negative");
      }
      if (spikes + duplicates + correcting + late + malformed > 1) {
        throw new IllegalArgumentException("The shares of faults add up to more than 1");
      }
      if (clockAhead.isNegative()) {
        throw new IllegalArgumentException("The clock is ahead by " + clockAhead);
      }
    }
  }

  public PlantSettings {
    if (machines < 1 || sensors < 1) {
      throw new IllegalArgumentException(
          machines + " machines with " + sensors + " sensors; expected at least one of each");
    }
    requirePositive("period", period);
    requirePositive("duration", duration);
    requirePositive("out-of-orderness", outOfOrderness);
    requirePositive("window", window);
    if (lateness.compareTo(outOfOrderness.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "lateness " + lateness + "; expected at least twice the out-of-orderness");
    }
  }

  /** Ten machines with four sensors, read once a second for ten minutes; some faults. */
  public static PlantSettings small(Instant start) {
    return new PlantSettings(
        10,
        4,
        start,
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        FaultRates.SOME);
  }

  /** These, with other faults. */
  public PlantSettings withFaults(FaultRates rates) {
    return new PlantSettings(
        machines, sensors, start, period, duration, outOfOrderness, lateness, window, rates);
  }

  /** These, with that many machines, sensors, and time between two readings of a sensor. */
  public PlantSettings withSize(int machines, int sensors, Duration period, Duration duration) {
    return new PlantSettings(
        machines, sensors, start, period, duration, outOfOrderness, lateness, window, faults);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " is " + duration + "; expected more than zero");
    }
  }
}
