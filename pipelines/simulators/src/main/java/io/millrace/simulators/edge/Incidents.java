package io.millrace.simulators.edge;

import io.millrace.simulators.Delivery;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What befalls a network in its day: one location is lost from a quarter of the time to four
 * tenths, and the next one takes its clients; one client asks for one item all the time, from six
 * tenths to three quarters; the clock of one host is ahead from eight tenths to nine. Times in us
 * since 1970-01-01T00:00:00Z.
 *
 * @param lost index of the location that is lost
 * @param flooded index of the location that the flood goes to
 * @param flooder the client that makes the flood
 * @param wrongClock the host whose clock is ahead
 */
record Incidents(
    long start, long duration, int lost, int flooded, String flooder, String wrongClock) {
  static final String FLOOD_PATH = "/search";

  /** Requests of the flood, as a multiple of the network's usual rate. */
  static final double FLOOD_FACTOR = 3;

  /** By how much the wrong clock is ahead. */
  static final long AHEAD = 86_400_000_000L;

  static Incidents plan(EdgeSettings settings, SplittableRandom random) {
    int lost = random.nextInt(settings.pops());
    int flooded = random.nextInt(settings.pops());
    return new Incidents(
        Delivery.micros(settings.start()),
        Delivery.micros(settings.duration()),
        lost,
        flooded,
        "2001:db8:bad::" + Integer.toHexString(1 + random.nextInt(0xffff)),
        host(random.nextInt(settings.pops()), random.nextInt(2)));
  }

  static String host(int pop, int number) {
    return Pop.KNOWN.get(pop).name().toLowerCase(Locale.ROOT) + "-" + (number + 1);
  }

  boolean isLost(int pop, long time) {
    return pop == lost && between(time, 0.25, 0.4);
  }

  boolean isFlood(long time) {
    return between(time, 0.6, 0.75);
  }

  boolean isAhead(String host, long time) {
    return host.equals(wrongClock) && between(time, 0.8, 0.9);
  }

  /** Which location takes the clients of the lost one. */
  int refuge(int pops) {
    return (lost + 1) % pops;
  }

  /** For the list of what was made to go wrong. */
  List<InjectedFault> faults(EdgeSettings settings) {
    String taker = Pop.KNOWN.get(refuge(settings.pops())).name();
    return List.of(
        fault(Kind.POP_LOST, Pop.KNOWN.get(lost).name(), taker, 0.25, 0.4, 0),
        fault(Kind.FLOOD, flooder, FLOOD_PATH, 0.6, 0.75, FLOOD_FACTOR * settings.rate()),
        fault(Kind.CLOCK_AHEAD, wrongClock, "", 0.8, 0.9, AHEAD / 1e6));
  }

  private InjectedFault fault(
      Kind kind, String source, String other, double from, double to, double size) {
    return new InjectedFault(
        kind, source, other, Delivery.instant(at(from)), Delivery.instant(at(to)), size);
  }

  private boolean between(long time, double from, double to) {
    return time >= at(from) && time < at(to);
  }

  private long at(double share) {
    return start + (long) (share * duration);
  }
}
