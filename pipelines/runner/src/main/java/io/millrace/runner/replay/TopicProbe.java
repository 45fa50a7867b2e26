package io.millrace.runner.replay;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventReader;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.replay.OffsetSearch.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks at the events of one partition through the eyes of one input. */
final class TopicProbe implements OffsetSearch.Probe {
  /** Odd, so that there is one in the middle. */
  private static final int EVENTS = 9;

  /** Bad records are passed over, within reason. */
  private static final int RECORDS = 500;

  private final TopicRecords records;
  private final String topic;
  private final int partition;
  private final EventReader<?> events;
  private final Duration maxFuture;

  TopicProbe(
      TopicRecords records,
      String topic,
      int partition,
      InputDefinition input,
      EventReader<?> events) {
    this.records = records;
    this.topic = topic;
    this.partition = partition;
    this.events = events;
    this.maxFuture = input.maxFuture().orElse(null);
  }

  @Override
  public Optional<Sample> at(long offset) {
    events.jump();
    List<Sample> found = events(records.from(topic, partition, offset, EVENTS));
    if (found.isEmpty()) {
      events.jump();
      found = events(records.from(topic, partition, offset, RECORDS));
    }
    found.sort(Comparator.comparingLong(Sample::time).thenComparing(Sample::offset));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() / 2));
  }

  private List<Sample> events(List<RawRecord> raws) {
    List<Sample> found = new ArrayList<>();
    for (RawRecord raw : raws) {
      for (Arrived<?> arrived : events.read(raw)) {
        if (arrived.isEvent() && !EventTimeWatermarks.inFuture(arrived, maxFuture)) {
          found.add(new Sample(arrived.eventTime(), ((Position.InTopic) raw.position()).offset()));
        }
      }
    }
    return found;
  }
}
