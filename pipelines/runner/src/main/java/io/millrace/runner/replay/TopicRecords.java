package io.millrace.runner.replay;

import io.millrace.files.archive.ArchivedTopic;
import io.millrace.files.archive.Span;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.kafka.KafkaOffsets;
import io.millrace.kafka.TopicTap;
import io.millrace.runner.launch.LiveServices;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** What can be read of one topic at present: at the broker, and before that in the archive. */
final class TopicRecords implements AutoCloseable {
  /** How far a look into the archive goes. */
  private static final long LOOK = 10_000;

  private final TopicTap tap;
  private final Optional<ArchivedTopic> archive;
  private final SortedMap<Integer, Place> places;
  private final Optional<String> topicId;

  /**
   * What there is of one partition, without a gap.
   *
   * @param oldest the first offset that can be read
   * @param atBroker the first that the broker has
   * @param seam the first that the archive does not have, not before {@code atBroker} where both
   *     are read
   * @param end the offset after the last
   */
  record Place(int partition, long oldest, long atBroker, long seam, long end) {

    /** The offset before which a range that begins at {@code start} is read from the archive. */
    long archivedTo(long start, long last) {
      return start >= atBroker || start < oldest ? start : Math.min(seam, last);
    }
  }

  private TopicRecords(
      TopicTap tap,
      Optional<ArchivedTopic> archive,
      SortedMap<Integer, Place> places,
      Optional<String> topicId) {
    this.tap = tap;
    this.archive = archive;
    this.places = places;
    this.topicId = topicId;
  }

  /**
   * Looks a topic up.
   *
   * @param archive the folder of the archive, if there is one
   * @throws MillraceException MISSING_KEY if there is none and nothing else is to be read
   */
  static TopicRecords open(
      LiveServices services, Optional<String> archive, String topic, ReplaySource source) {
    if (source == ReplaySource.ARCHIVE) {
      SortedMap<Integer, Place> places = new TreeMap<>();
      ArchivedTopic archived = opened(archive.orElseGet(services::archive), topic);
      archived
          .coverage()
          .forEach((partition, spans) -> places.put(partition, archived(partition, spans)));
      return new TopicRecords(null, Optional.of(archived), places, Optional.empty());
    }
    TopicTap tap = TopicTap.open(services.kafka(), topic);
    Map<TopicPartition, Long> oldest = KafkaOffsets.beginning(services.kafka(), topic);
    Optional<ArchivedTopic> archived =
        archive.filter(path -> source != ReplaySource.KAFKA).map(path -> opened(path, topic));
    SortedMap<Integer, List<Span>> spans =
        archived.map(ArchivedTopic::coverage).orElseGet(TreeMap::new);
    SortedMap<Integer, Place> places = new TreeMap<>();
    tap.ends()
        .forEach(
            (partition, end) ->
                places.put(
                    partition.partition(),
                    place(
                        partition.partition(),
                        oldest.get(partition),
                        end,
                        spans.getOrDefault(partition.partition(), List.of()))));
    return new TopicRecords(
        tap, archived, places, Optional.of(KafkaOffsets.topicId(services.kafka(), topic)));
  }

  /** Of several spans the last: what lies before a hole can't be read on from. */
  private static Place archived(int partition, List<Span> spans) {
    Span last = spans.isEmpty() ? new Span(0, 0) : spans.get(spans.size() - 1);
    return new Place(partition, last.start(), last.end(), last.end(), last.end());
  }

  /** The broker's records, and those of the archive that go up to them. */
  private static Place place(int partition, long oldest, long end, List<Span> spans) {
    return spans.stream()
        .filter(span -> span.start() < oldest && span.end() >= oldest)
        .map(span -> new Place(partition, span.start(), oldest, Math.min(span.end(), end), end))
        .findFirst()
        .orElse(new Place(partition, oldest, oldest, oldest, end));
  }

  private static ArchivedTopic opened(String archive, String topic) {
    try {
      return ArchivedTopic.open(archive, topic);
    } catch (IOException failure) {
      throw unreadable(archive, failure);
    }
  }

  private static MillraceException unreadable(String archive, IOException failure) {
    return new MillraceException(
        ErrorCode.UNREADABLE,
        "the archive %s can't be read: %s".formatted(archive, failure.getMessage()),
        failure);
  }

  /** Which the broker gave the topic; empty if nothing is read there. */
  Optional<String> topicId() {
    return topicId;
  }

  /** All partitions, in order. */
  List<Place> places() {
    return List.copyOf(places.values());
  }

  /** The first records of a partition from an offset on, before its end. */
  List<RawRecord> from(String topic, int partition, long offset, int count) {
    Place place = places.get(partition);
    if (offset < place.atBroker()) {
      long end = Math.min(place.seam(), offset + LOOK);
      return look(new PartitionRange(topic, partition, offset, end), count);
    }
    return tap == null ? List.of() : tap.from(new TopicPartition(topic, partition), offset, count);
  }

  private List<RawRecord> look(PartitionRange range, int count) {
    ArchivedTopic looked = archive.orElseThrow();
    try {
      return looked.first(range, count);
    } catch (IOException failure) {
      throw unreadable(looked.path(), failure);
    }
  }

  @Override
  public void close() {
    if (tap != null) {
      tap.close();
    }
  }
}
