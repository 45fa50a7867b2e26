package io.millrace.simulators.mesh;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The clocks of all hosts: none is right, some are worse. */
final class HostClocks {
  private final long most;
  private final Optional<MeshIncidents> incidents;
  private final SplittableRandom random;
  private final Map<String, Long> offsets = new HashMap<>();

  /**
   * @param most by how much a clock is off, in us
   */
  HostClocks(long most, Optional<MeshIncidents> incidents, SplittableRandom random) {
    this.most = most;
    this.incidents = incidents;
    this.random = random;
  }

  /** What the clock of a host shows, both in us since 1970-01-01T00:00:00Z. */
  long show(String host, long time) {
    if (incidents.isPresent() && incidents.get().isJumping(host, time)) {
      return time + (time / MeshIncidents.JUMP % 2 == 0 ? most : -most);
    }
    boolean ahead = isAhead(host, time);
    return time + offset(host) + (ahead ? MeshIncidents.AHEAD : 0);
  }

  boolean isAhead(String host, long time) {
    return incidents.isPresent() && incidents.get().isAhead(host, time);
  }

  private long offset(String host) {
    return offsets.computeIfAbsent(host, absent -> random.nextLong(-most, most + 1));
  }
}
