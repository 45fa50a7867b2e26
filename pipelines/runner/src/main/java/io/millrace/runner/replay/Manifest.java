package io.millrace.runner.replay;

import io.millrace.files.archive.SeamRanges.Seam;
import io.millrace.formats.flink.range.PartitionRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a replay is, resolved once: whoever runs it again reads the same records through the same
 * definition.
 *
 * @param id of the replay that it was made for
 * @param of the replay whose ranges it takes over, if it does
 * @param created when the offsets were resolved
 * @param millrace the version that did
 * @param definition what is run
 * @param range of event time; both edges empty where offsets were given
 * @param trimmed whether results that reach beyond the range are left out
 * @param inputs by their name in the definition
 */
public record Manifest(
    ReplayId id,
    Optional<ReplayId> of,
    Instant created,
    String millrace,
    DefinitionText definition,
    ReplayRange range,
    boolean trimmed,
    Map<String, InputRanges> inputs) {

  /** The version of its form. */
  static final int FORM = 1;

  /**
   * A definition as it was run, after {@code uses:} and {@code --set}.
   *
   * @param reference the file or name that it was found by
   * @param hash SHA-256 of the text, in hexadecimal
   */
  public record DefinitionText(String name, String reference, String hash, String text) {}

  /**
   * What is read of one input.
   *
   * @param topic as it is called in the environment
   * @param topicId which the broker gave it; empty where nothing is read from the broker
   * @param schema of the events, as JSON
   * @param overRead how much further than the range is read on both sides, for events that stand
   *     out of order
   * @param taking which of the events that are read take part
   */
  public record InputRanges(
      String topic,
      Optional<String> topicId,
      String schema,
      Duration overRead,
      Taking taking,
      List<Part> parts) {

    /** What is read of each partition. */
    public List<PartitionRange> ranges() {
      return parts.stream().map(Part::range).toList();
    }
  }

  /** Which of the events that are read take part. */
  public enum Taking {
    /** Those of the range. */
    RANGE,
    /** Those of the range, and all before it. */
    WHOLE,
    /** All: their offsets were given. */
    OFFSETS
  }

  /**
   * What is read of one partition.
   *
   * @param oldest the oldest offset that could be read when the range was resolved
   * @param archivedTo the offset before which it is read from the archive; the start of the range
   *     if none is
   */
  public record Part(PartitionRange range, long oldest, long archivedTo) {

    /** Whether any of it is read from the broker. */
    boolean readsBroker() {
      return archivedTo < range.end();
    }
  }

  /** Whether anything is read from the broker. */
  boolean readsBroker() {
    return inputs.values().stream()
        .flatMap(input -> input.parts().stream())
        .anyMatch(Part::readsBroker);
  }

  /** The same ranges of one input, under another name, with no edges by event time. */
  Manifest of(String name, InputRanges ranges) {
    ReplayRange all = new ReplayRange(Optional.empty(), Optional.empty(), Duration.ZERO);
    return new Manifest(id, of, created, millrace, definition, all, false, Map.of(name, ranges));
  }

  /** Up to where each partition is read from the archive; without those that are not. */
  List<Seam> seams() {
    return inputs.values().stream()
        .flatMap(input -> input.parts().stream())
        .filter(part -> part.archivedTo() > part.range().start())
        .map(part -> new Seam(part.range().topic(), part.range().partition(), part.archivedTo()))
        .distinct()
        .toList();
  }

  /** How many offsets there are to read, of all inputs. */
  public long offsets() {
    return inputs.values().stream()
        .flatMap(input -> input.ranges().stream())
        .mapToLong(PartitionRange::length)
        .sum();
  }
}
