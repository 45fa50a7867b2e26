package io.millrace.simulators.mesh;

import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.DeliveryFaults;
import java.time.Duration;
import java.time.Instant;

/**
 * The services of a shop, each on two hosts, whose clocks differ.
 *
 * @param rate requests of clients a second; of each come up to 14 spans, if it is sampled
 * @param start true time of the first request
 * @param duration for how long requests come
 * @param limits of the input that reads the spans; clocks are off by up to a fifth of its bound on
 *     disorder
 * @param window size of the smallest window of the pipeline: a span is late for certain when its
 *     window and the lateness are over
 * @param faults how often something happens to a span on its way
 * @param incidents whether there are a slow service, a failing one, a clock that jumps, and one
 *     that is a day ahead
 */
public record MeshSettings(
    double rate,
    Instant start,
    Duration duration,
    Limits limits,
    Duration window,
    DeliveryFaults faults,
    boolean incidents) {

  public MeshSettings {
    if (!(rate > 0) || rate > 1e5) {
      throw new IllegalArgumentException("rate is " + rate + "; expected more than 0, up to 1e5");
    }
    if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
      throw new IllegalArgumentException("duration is " + duration + "; expected at least 10 s");
    }
    if (window.toMillis() < 1) {
      throw new IllegalArgumentException("window is " + window + "; expected at least 1 ms");
    }
  }

  /** Thirty requests a second for ten minutes; all faults. */
  public static MeshSettings small(Instant start) {
    return new MeshSettings(
        30,
        start,
        Duration.ofMinutes(10),
        new Limits(Duration.ofSeconds(2), Duration.ofSeconds(30)),
        Duration.ofSeconds(10),
        DeliveryFaults.SOME,
        true);
  }

  /** These, with that many requests a second, for so long. */
  public MeshSettings withLoad(double rate, Duration duration) {
    return new MeshSettings(rate, start, duration, limits, window, faults, incidents);
  }

  /** These, with another input and another smallest window. */
  public MeshSettings withInput(Limits limits, Duration window) {
    return new MeshSettings(rate, start, duration, limits, window, faults, incidents);
  }

  /** These, with other faults and with or without incidents. */
  public MeshSettings withFaults(DeliveryFaults faults, boolean incidents) {
    return new MeshSettings(rate, start, duration, limits, window, faults, incidents);
  }
}
