package io.millrace.runner.replay;

import io.millrace.formats.flink.EventReader;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.kafka.KafkaOffsets;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.replay.Manifest.InputRanges;
import io.millrace.runner.replay.Manifest.Part;
import io.millrace.runner.replay.Manifest.Taking;
import io.millrace.runner.replay.TopicRecords.Place;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Turns a span of event time into offsets of every partition, once. */
final class RangeResolver {
  private final LiveServices services;
  private final Optional<String> archive;
  private final ReplaySource source;
  private final ReplayRange range;
  private final boolean partial;

  /**
   * @param archive the folder of the archive, if there is one
   * @param partial whether a range of which a part is gone is replayed without that part
   */
  RangeResolver(
      LiveServices services,
      Optional<String> archive,
      ReplaySource source,
      ReplayRange range,
      boolean partial) {
    this.services = services;
    this.archive = archive;
    this.source = source;
    this.range = range;
    this.partial = partial;
  }

  /**
   * The ranges of one input by event time.
   *
   * @param whole whether all before the range takes part as well
   * @throws MillraceException OUT_OF_RANGE if a part of the range may be gone, with what is left
   */
  InputRanges resolve(InputDefinition input, boolean whole) {
    String topic = services.topic(input);
    EventReader<?> events =
        new EventReader<>(input.name(), services.format(input), input.type(), input.timeField());
    List<Part> parts = new ArrayList<>();
    List<Lost> lost = new ArrayList<>();
    Optional<String> topicId;
    try (TopicRecords records = TopicRecords.open(services, archive, topic, source)) {
      topicId = records.topicId();
      if (records.places().isEmpty()) {
        throw new MillraceException(
            ErrorCode.OUT_OF_RANGE,
            "the archive has nothing of %s, the topic of input '%s'"
                .formatted(topic, input.name()));
      }
      for (Place place : records.places()) {
        TopicProbe probe = new TopicProbe(records, topic, place.partition(), input, events);
        Part part = resolve(topic, place, probe, overRead(input), whole);
        parts.add(part);
        if (!partial) {
          requireEnd(part, place);
          lost(part, probe, overRead(input), whole).ifPresent(lost::add);
        }
      }
    }
    if (!lost.isEmpty()) {
      throw refusal(input, lost);
    }
    return ranges(input, topic, topicId, whole ? Taking.WHOLE : Taking.RANGE, parts);
  }

  private Part resolve(
      String topic, Place place, TopicProbe probe, Duration overRead, boolean whole) {
    OffsetSearch search = new OffsetSearch(place.oldest(), place.end(), overRead.toMillis(), probe);
    long first =
        whole || range.from().isEmpty() ? place.oldest() : search.start(range.firstMillis());
    long last = range.to().isEmpty() ? place.end() : Math.max(first, search.end(range.endMillis()));
    return new Part(
        new PartitionRange(topic, place.partition(), first, last),
        place.oldest(),
        place.archivedTo(first, last));
  }

  /**
   * The ranges of one input by offsets.
   *
   * @param given by partition; of the others nothing is read
   * @throws MillraceException OUT_OF_RANGE if neither the topic nor the archive has them
   */
  InputRanges at(InputDefinition input, Map<Integer, OffsetSpan> given) {
    String topic = services.topic(input);
    List<Part> parts = new ArrayList<>();
    Set<Integer> unknown = new TreeSet<>(given.keySet());
    Optional<String> topicId;
    try (TopicRecords records = TopicRecords.open(services, archive, topic, source)) {
      topicId = records.topicId();
      for (Place place : records.places()) {
        unknown.remove(place.partition());
        OffsetSpan span =
            given.getOrDefault(place.partition(), new OffsetSpan(place.end(), place.end()));
        parts.add(
            new Part(
                new PartitionRange(topic, place.partition(), span.start(), span.end()),
                place.oldest(),
                place.archivedTo(span.start(), span.end())));
      }
      if (!unknown.isEmpty()) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "--offsets %s=%d:...: %s has %d partitions, from 0 on"
                .formatted(
                    input.name(), unknown.iterator().next(), topic, records.places().size()));
      }
    }
    InputRanges ranges = ranges(input, topic, topicId, Taking.OFFSETS, parts);
    check(services, input.name(), ranges);
    return ranges;
  }

  /**
   * Makes sure that what a manifest names is there.
   *
   * @throws MillraceException OUT_OF_RANGE if the topic does not have the offsets any more, or not
   *     yet
   */
  static void check(LiveServices services, String input, InputRanges ranges) {
    // What is read from the archive is refused there, before anything is read.
    List<Part> read = ranges.parts().stream().filter(Part::readsBroker).toList();
    if (read.isEmpty()) {
      return;
    }
    String topic = ranges.topic();
    Map<TopicPartition, Long> oldest = KafkaOffsets.beginning(services.kafka(), topic);
    Map<TopicPartition, Long> ends = KafkaOffsets.end(services.kafka(), topic);
    boolean anew =
        ranges
            .topicId()
            .filter(id -> !id.equals(KafkaOffsets.topicId(services.kafka(), topic)))
            .isPresent();
    for (Part part : read) {
      TopicPartition partition = new TopicPartition(topic, part.range().partition());
      long first = Math.max(part.range().start(), part.archivedTo());
      Long has = oldest.get(partition);
      if (anew || has == null || first < has || part.range().end() > ends.get(partition)) {
        String reason =
            anew || has == null
                ? "the topic was made anew since"
                : "it holds %d to %d%s"
                    .formatted(
                        has,
                        ends.get(partition),
                        first < has ? ": retention deleted the others" : "");
        throw new MillraceException(
            ErrorCode.OUT_OF_RANGE,
            "input '%s' is to read %s from offset %d to %d, but %s"
                .formatted(input, partition, first, part.range().end(), reason));
      }
    }
  }

  private static InputRanges ranges(
      InputDefinition input,
      String topic,
      Optional<String> topicId,
      Taking taking,
      List<Part> parts) {
    return new InputRanges(
        topic,
        topicId,
        input.type().schema().toString(),
        overRead(input),
        taking,
        List.copyOf(parts));
  }

  /** What stands further out of order is in no result of a live run either. */
  private static Duration overRead(InputDefinition input) {
    return input.outOfOrderness().plus(input.lateness());
  }

  /** A partition of which a part of the range may be gone. */
  private record Lost(Part part, Optional<Instant> whatWorks) {}

  /**
   * Where the search has come to the oldest record, whatever was before it may have been in the
   * range.
   */
  private Optional<Lost> lost(Part part, TopicProbe probe, Duration overRead, boolean whole) {
    boolean reaches = part.range().start() == part.oldest();
    if (whole || range.from().isEmpty() || part.oldest() == 0 || !reaches) {
      return Optional.empty();
    }
    return Optional.of(
        new Lost(
            part,
            probe
                .at(part.oldest())
                .map(
                    sample ->
                        Instant.ofEpochMilli(sample.time() + 1)
                            .plus(overRead)
                            .plus(range.warmUp()))));
  }

  /** An archive may end within the range; a broker has all that there was until now. */
  private void requireEnd(Part part, Place place) {
    boolean reaches = part.range().end() == place.end();
    if (source == ReplaySource.ARCHIVE && range.to().isPresent() && reaches) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "the archive of %s ends at offset %d, and what came behind that may be in the range; expected an earlier --to, --source auto, or --partial, for what is there"
              .formatted(part.range().splitId(), place.end()));
    }
  }

  private MillraceException refusal(InputDefinition input, List<Lost> lost) {
    StringBuilder message = new StringBuilder();
    message.append("a part of the range may be gone, of input '").append(input.name()).append("':");
    for (Lost one : lost) {
      message.append(
          " %s-%d begins at offset %d,"
              .formatted(
                  one.part().range().topic(), one.part().range().partition(), one.part().oldest()));
    }
    message.append(" what was before it is deleted; ");
    boolean all = lost.stream().allMatch(one -> one.whatWorks().isPresent());
    Optional<Instant> works =
        lost.stream().flatMap(one -> one.whatWorks().stream()).max(Comparator.naturalOrder());
    if (all && works.isPresent()) {
      message.append("--from ").append(works.get()).append(" would work, ");
    }
    message.append("or --partial, for what is left");
    return new MillraceException(ErrorCode.OUT_OF_RANGE, message.toString());
  }
}
