package io.millrace.simulators.edge;

import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.DeliveryFaults;
import java.time.Duration;
import java.time.Instant;

/**
 * A content delivery network: so many locations answer requests of clients for the items of so many
 * sites.
 *
 * @param pops locations, of two hosts each
 * @param items of each site
 * @param rate requests a second on average, without the flood
 * @param start event time of the first request
 * @param duration how long the network is watched, in event time: a day in its life, from one night
 *     to the next
 * @param limits of the input that reads the requests
 * @param window size of the smallest window of the pipeline: a request is late for certain when its
 *     window and the lateness are over
 * @param faults how often something happens to a request on its way
 * @param incidents whether there are a lost location, a flood, and a host whose clock is a day
 *     ahead
 */
public record EdgeSettings(
    int sites,
    int pops,
    int items,
    int clients,
    double rate,
    Instant start,
    Duration duration,
    Limits limits,
    Duration window,
    DeliveryFaults faults,
    boolean incidents) {

  public EdgeSettings {
    requireFrom(1, "sites", sites);
    requireFrom(2, "pops", pops);
    requireFrom(1, "items", items);
    requireFrom(1, "clients", clients);
    if (pops > Pop.KNOWN.size()) {
      throw new IllegalArgumentException(
          "pops is " + pops + "; expected at most " + Pop.KNOWN.size());
    }
    if (!(rate > 0) || rate > 1e6) {
      throw new IllegalArgumentException("rate is " + rate + "; expected more than 0, up to 1e6");
    }
    requirePositive("duration", duration);
    requirePositive("window", window);
  }

  /** Two sites of 500 items, four locations, 100 requests a second for ten minutes; all faults. */
  public static EdgeSettings small(Instant start) {
    return new EdgeSettings(
        2,
        4,
        500,
        2_000,
        100,
        start,
        Duration.ofMinutes(10),
        new Limits(Duration.ofSeconds(2), Duration.ofSeconds(30)),
        Duration.ofSeconds(10),
        DeliveryFaults.SOME,
        true);
  }

  /** These, with that many requests a second on average, for so long. */
  public EdgeSettings withLoad(double rate, Duration duration) {
    return new EdgeSettings(
        sites, pops, items, clients, rate, start, duration, limits, window, faults, incidents);
  }

  /** These, with another input and another smallest window. */
  public EdgeSettings withInput(Limits limits, Duration window) {
    return new EdgeSettings(
        sites, pops, items, clients, rate, start, duration, limits, window, faults, incidents);
  }

  /** These, with other faults and with or without incidents. */
  public EdgeSettings withFaults(DeliveryFaults faults, boolean incidents) {
    return new EdgeSettings(
        sites, pops, items, clients, rate, start, duration, limits, window, faults, incidents);
  }

  private static void requireFrom(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; expected at least " + least);
    }
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " is " + duration + "; expected more than zero");
    }
  }
}
