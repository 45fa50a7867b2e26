package io.millrace.simulators;

import io.millrace.simulators.InjectedFault.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * Compares the episodes of industrial/sensor-anomaly with the spikes and drifts that were put into
 * a plant's readings. What is unusual is a matter of degree: so many were found, and that many were
 * not injected.
 */
public final class EpisodeOracle {
  private EpisodeOracle() {}

  private record Key(String sensor, Instant start) {}

  /**
   * How many were found.
   *
   * @param spikes injected, and of them {@code spikesFound}; likewise drifts
   * @param episodes in the end
   * @param uncalled of them those in which nothing was injected
   */
  public record Recall(
      long spikes, long spikesFound, long drifts, long driftsFound, long episodes, long uncalled) {

    /** Whether anything was found of what there was to find. */
    public boolean isGood() {
      return spikesFound + driftsFound > 0 || spikes + drifts == 0;
    }

    @Override
    public String toString() {
      return (isGood() ? "" : "BAD: ")
          + "%d of %d spikes found".formatted(spikesFound, spikes)
          + (drifts > 0 ? ", %d of %d drifts".formatted(driftsFound, drifts) : "")
          + "; in %d of %d episodes nothing was injected".formatted(uncalled, episodes);
    }
  }

  /**
   * The recall.
   *
   * @param from faults that begin earlier were not to be found, for the models knew too little
   * @param results a topic of episodes, with all their revisions
   */
  public static Recall recall(
      List<InjectedFault> faults, Instant from, Collection<GenericRecord> results) {
    Map<Key, GenericRecord> episodes = new HashMap<>();
    for (GenericRecord result : results) {
      Key key =
          new Key(
              result.get("source") + "/" + result.get("sensor"),
              ResultRecords.time(result, "start"));
      episodes.merge(
          key,
          result,
          (one, two) -> ResultRecords.revision(one) > ResultRecords.revision(two) ? one : two);
    }
    Map<Kind, Long> injected = new TreeMap<>();
    Map<Kind, Long> found = new TreeMap<>();
    for (InjectedFault fault : faults) {
      boolean sought = fault.kind() == Kind.SPIKE || fault.kind() == Kind.DRIFT;
      if (sought && !fault.from().isBefore(from)) {
        injected.merge(fault.kind(), 1L, Long::sum);
        boolean seen = episodes.values().stream().anyMatch(episode -> overlap(fault, episode));
        found.merge(fault.kind(), seen ? 1L : 0, Long::sum);
      }
    }
    long uncalled =
        episodes.values().stream()
            .filter(
                episode ->
                    faults.stream()
                        .filter(one -> one.kind() == Kind.SPIKE || one.kind() == Kind.DRIFT)
                        .noneMatch(fault -> overlap(fault, episode)))
            .count();
    return new Recall(
        injected.getOrDefault(Kind.SPIKE, 0L),
        found.getOrDefault(Kind.SPIKE, 0L),
        injected.getOrDefault(Kind.DRIFT, 0L),
        found.getOrDefault(Kind.DRIFT, 0L),
        episodes.size(),
        uncalled);
  }

  private static boolean overlap(InjectedFault fault, GenericRecord episode) {
    return fault.source().equals(ResultRecords.text(episode, "source"))
        && fault.sensor().equals(ResultRecords.text(episode, "sensor"))
        && fault.from().compareTo(ResultRecords.time(episode, "end")) <= 0
        && fault.to().isAfter(ResultRecords.time(episode, "start"));
  }
}
