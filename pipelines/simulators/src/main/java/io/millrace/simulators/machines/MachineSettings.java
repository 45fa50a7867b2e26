package io.millrace.simulators.machines;

import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.DeliveryFaults;
import java.time.Duration;
import java.time.Instant;

/**
 * A plant of machines that make parts, watched from the start of its first shift to the end of its
 * last.
 *
 * @param duration of its three shifts together, in event time
 * @param reporting interval at which a machine that produces tells its totals
 * @param limits of the inputs that read states and counts
 * @param faults how often something happens to a state or a count on its way; none is too late, for
 *     what a lost one would have changed has no bound
 * @param outages whether gateways lose their link
 */
public record MachineSettings(
    int machines,
    Instant start,
    Duration duration,
    Duration reporting,
    Limits limits,
    DeliveryFaults faults,
    boolean outages) {

  public MachineSettings {
    if (machines < 1) {
      throw new IllegalArgumentException("machines is " + machines + "; expected at least 1");
    }
    if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
      throw new IllegalArgumentException("duration is " + duration + "; expected at least 10 s");
    }
    if (reporting.toMillis() < 1) {
      throw new IllegalArgumentException("reporting is " + reporting + "; expected at least 1 ms");
    }
    if (faults.late() > 0) {
      throw new IllegalArgumentException("The share of late facts is above 0");
    }
  }

  /** Six machines, ten minutes, totals every second; all faults. */
  public static MachineSettings small(Instant start) {
    return new MachineSettings(
        6,
        start,
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        new Limits(Duration.ofSeconds(2), Duration.ofSeconds(30)),
        new DeliveryFaults(0.02, 0.02, 0, 0.01),
        true);
  }

  /** These, with that many machines, with or without faults. */
  public MachineSettings with(int machines, boolean faulty) {
    DeliveryFaults some = faulty ? faults : DeliveryFaults.NONE;
    return new MachineSettings(machines, start, duration, reporting, limits, some, faulty);
  }

  /** These, for so long, with other inputs. */
  public MachineSettings with(Duration duration, Limits limits) {
    return new MachineSettings(machines, start, duration, reporting, limits, faults, outages);
  }
}
