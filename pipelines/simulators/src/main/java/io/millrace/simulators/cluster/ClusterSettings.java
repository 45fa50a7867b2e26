package io.millrace.simulators.cluster;

import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.DeliveryFaults;
import java.time.Duration;
import java.time.Instant;

/**
 * A cluster with a queue, from its start to when it is shut down and all its jobs are cancelled.
 *
 * @param submissions of jobs and arrays of jobs
 * @param start event time of the first submission at the earliest, in whole seconds
 * @param duration in event time, in whole seconds
 * @param limits of the input that reads the events
 * @param faults how often something happens to an event on its way; none is too late, for what the
 *     end of a job would have changed has no bound
 * @param failures how often a node fails, with the job that runs there
 */
public record ClusterSettings(
    int processors,
    int users,
    int submissions,
    Instant start,
    Duration duration,
    Limits limits,
    DeliveryFaults faults,
    int failures) {

  public ClusterSettings {
    requireFrom(1, "processors", processors);
    requireFrom(1, "users", users);
    requireFrom(1, "submissions", submissions);
    requireFrom(0, "failures", failures);
    if (duration.compareTo(Duration.ofMinutes(10)) < 0) {
      throw new IllegalArgumentException("duration is " + duration + "; expected at least 10 min");
    }
    if (start.getNano() > 0 || duration.getNano() > 0) {
      throw new IllegalArgumentException(
          "start is " + start + ", duration " + duration + "; expected whole seconds");
    }
    if (faults.late() > 0) {
      throw new IllegalArgumentException("The share of late events is above 0");
    }
  }

  /** 128 processors, twelve hours, 600 submissions; all faults. */
  public static ClusterSettings small(Instant start) {
    return new ClusterSettings(
        128,
        9,
        600,
        start,
        Duration.ofHours(12),
        new Limits(Duration.ofMinutes(1), Duration.ofHours(1)),
        new DeliveryFaults(0.02, 0.02, 0, 0.01),
        6);
  }

  /** These, for so long, with that many submissions, and with another input. */
  public ClusterSettings with(Duration duration, int submissions, Limits limits) {
    return new ClusterSettings(
        processors, users, submissions, start, duration, limits, faults, failures);
  }

  /** These, without anything that goes wrong on the way. */
  public ClusterSettings withoutFaults() {
    return new ClusterSettings(
        processors, users, submissions, start, duration, limits, DeliveryFaults.NONE, failures);
  }

  private static void requireFrom(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; expected at least " + least);
    }
  }
}
