package io.millrace.runner.deadletters;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the letters of a redrive, by number. */
public final class RedriveReport {
  private final Map<Judgement.Kind, Long> counts = new EnumMap<>(Judgement.Kind.class);
  private final boolean done;

  /**
   * @param done whether letters are written, or would be
   */
  RedriveReport(boolean done) {
    this.done = done;
  }

  void add(Judgement.Kind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  private String words(Judgement.Kind kind) {
    return kind == Judgement.Kind.REDRIVEN && !done ? "to redrive" : kind.words;
  }

  /** Whether any letter was refused, for its record belongs elsewhere. */
  public boolean hasRefused() {
    return counts.containsKey(Judgement.Kind.REFUSED);
  }

  /** Such as {@code 3 letters: 2 redriven, 1 already redriven}. */
  @Override
  public String toString() {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    String parts =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + words(entry.getKey()))
            .collect(Collectors.joining(", "));
    return all + (all == 1 ? " letter" : " letters") + (parts.isEmpty() ? "" : ": " + parts);
  }
}
