package io.millrace.simulators.mesh;

import io.millrace.simulators.Delivery;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What befalls a mesh: one service is slow from two tenths of the time to four; one fails from half
 * of it to 65 hundredths; one clock jumps to and fro from 65 to 75; one is a day ahead from 80 to
 * 85. Times in us since 1970-01-01T00:00:00Z.
 *
 * @param slow the service that is slow
 * @param failing the service that fails
 * @param jumping the host whose clock jumps
 * @param wrong the host whose clock is ahead
 */
record MeshIncidents(
    long start, long duration, String slow, String failing, String jumping, String wrong) {
  /** By how much work takes longer. */
  static final int SLOWNESS = 40;

  /** Which part of the calls fail, of a service that fails. */
  static final double FAILING = 0.4;

  /** By how much the wrong clock is ahead. */
  static final long AHEAD = 86_400_000_000L;

  /** For how long the jumping clock stays on one side. */
  static final long JUMP = 60_000;

  static MeshIncidents plan(MeshSettings settings, SplittableRandom random) {
    return new MeshIncidents(
        Delivery.micros(settings.start()),
        Delivery.micros(settings.duration()),
        Shop.ASKED.get(random.nextInt(Shop.ASKED.size())),
        Shop.ASKED.get(random.nextInt(Shop.ASKED.size())),
        Shop.host("frontend", random.nextInt(Shop.HOSTS)),
        Shop.host(Shop.ASKED.get(random.nextInt(Shop.ASKED.size())), random.nextInt(Shop.HOSTS)));
  }

  boolean isSlow(String service, long time) {
    return service.equals(slow) && between(time, 0.2, 0.4);
  }

  boolean isFailing(String service, long time) {
    return service.equals(failing) && between(time, 0.5, 0.65);
  }

  boolean isJumping(String host, long time) {
    return host.equals(jumping) && between(time, 0.65, 0.75);
  }

  boolean isAhead(String host, long time) {
    return host.equals(wrong) && between(time, 0.8, 0.85);
  }

  /**
   * For the list of what was made to go wrong.
   *
   * @param off by how much the jumping clock is off, in us
   */
  List<InjectedFault> faults(long off) {
    return List.of(
        fault(Kind.SLOW, slow, 0.2, 0.4, SLOWNESS),
        fault(Kind.FAILING, failing, 0.5, 0.65, FAILING),
        fault(Kind.CLOCK_JUMPS, jumping, 0.65, 0.75, off / 1e6),
        fault(Kind.CLOCK_AHEAD, wrong, 0.8, 0.85, AHEAD / 1e6));
  }

  private InjectedFault fault(Kind kind, String source, double from, double to, double size) {
    return new InjectedFault(
        kind, source, "", Delivery.instant(at(from)), Delivery.instant(at(to)), size);
  }

  private boolean between(long time, double from, double to) {
    return time >= at(from) && time < at(to);
  }

  private long at(double share) {
    return start + (long) (share * duration);
  }
}
