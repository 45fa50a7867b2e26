package io.millrace.runner.deadletters;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the letters of a redrive, by number. */
public final class RedriveReport {
  private final Map<Judgement.Kind, Long> counts = new EnumMap<>(Judgement.Kind.class);

  void add(Judgement.Kind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  private long count(Judgement.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many were, or would be, redriven. */
  public long redriven() {
    return count(Judgement.Kind.REDRIVEN);
  }

  /** Whether any letter was refused, for its record belongs elsewhere. */
  public boolean hasRefused() {
    return count(Judgement.Kind.REFUSED) > 0;
  }

  /** Such as {@code 3 letters: 2 redriven, 1 already redriven}. */
  @Override
  public String toString() {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    String parts =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().words)
            .collect(Collectors.joining(", "));
    return all + (all == 1 ? " letter" : " letters") + (parts.isEmpty() ? "" : ": " + parts);
  }
}
