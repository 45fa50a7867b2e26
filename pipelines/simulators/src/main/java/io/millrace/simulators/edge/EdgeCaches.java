package io.millrace.simulators.edge;

import io.millrace.simulators.edge.Served.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What the caches of all locations hold. Times in us. */
final class EdgeCaches {
  private record Stored(String pop, String url) {}

  private static final double FAILING = 0.003;
  private static final double UNCHANGED = 0.6;

  private final long lifetime;
  private final Map<Stored, Long> expiries = new HashMap<>();

  /**
   * Caches that hold nothing.
   *
   * @param lifetime for how long what was fetched is fresh
   */
  EdgeCaches(long lifetime) {
    this.lifetime = lifetime;
  }

  /** Answers a request for what may be stored, and stores what had to be fetched. */
  Outcome answer(String pop, String url, long time, SplittableRandom random) {
    Stored key = new Stored(pop, url);
    Long expiry = expiries.get(key);
    if (expiry != null && time < expiry) {
      return Outcome.HIT;
    }
    if (random.nextDouble() < FAILING) {
      return Outcome.ERROR;
    }
    expiries.put(key, time + lifetime);
    if (expiry == null) {
      return Outcome.MISS;
    }
    return random.nextDouble() < UNCHANGED ? Outcome.REVALIDATED : Outcome.EXPIRED_MISS;
  }
}
