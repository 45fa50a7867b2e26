package io.millrace.formats.flink.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventReader;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class RangeReaderTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final RawRecord NOTHING_YET = null;

  private final Shelf shelf = new Shelf();
  private final Seen seen = new Seen();
  private final RangeReader<SensorReading> reader =
      new RangeReader<>(
          shelf,
          "test",
          () ->
              new EventReader<>(
                  "readings",
                  AvroFormat.shipped(),
                  RecordType.of(SensorReading.class),
                  "event_time"),
          Duration.ofMinutes(1));

  @Test
  void ofThePartitionsAlwaysTheEarliestEventComesNext() throws Exception {
    // Given
    shelf.add(record(0, 0, 10), record(0, 1, 20));
    shelf.add(record(1, 0, 5), record(1, 1, 15));
    start(2);

    // When
    while (reader.pollNext(seen) == InputStatus.MORE_AVAILABLE) {
      assertThat(reader.isAvailable()).isDone();
    }

    // Then
    assertThat(seen.seconds).containsExactly(5L, 10L, 15L, 20L);
    assertThat(seen.released).containsExactlyInAnyOrder("plant-0", "plant-1");
    assertThat(reader.snapshotState(1)).allMatch(PartitionRange::isEmpty);
  }

  @Test
  void whoIsToldThatThereIsMoreNeedNotBeWoken() throws Exception {
    // Given a record that comes between the first look and the second
    shelf.add(NOTHING_YET, record(0, 0, 10), record(0, 1, 20));
    start(1);

    // When
    InputStatus status = reader.pollNext(seen);

    // Then a limiter of the rate, which asks before each record, is not kept waiting for ever
    assertThat(status).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(reader.isAvailable()).isDone();
  }

  @Test
  void whoWaitsIsWokenByWhatArrives() throws Exception {
    // Given
    shelf.add(NOTHING_YET, NOTHING_YET, record(0, 0, 10));
    start(1);

    // When
    InputStatus waiting = reader.pollNext(seen);
    boolean before = reader.isAvailable().isDone();
    shelf.arrived.run();

    // Then
    assertThat(waiting).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(before).isFalse();
    assertThat(reader.isAvailable()).isDone();
    assertThat(reader.pollNext(seen)).isEqualTo(InputStatus.MORE_AVAILABLE);
  }

  @Test
  void aClockThatRunsAheadDoesNotKeepItsPartitionWaiting() throws Exception {
    // Given
    shelf.add(record(0, 0, 100_000), record(0, 1, 10));
    shelf.add(record(1, 0, 20));
    start(2);

    // When
    while (reader.pollNext(seen) == InputStatus.MORE_AVAILABLE) {
      assertThat(seen.seconds).isNotEmpty();
    }

    // Then
    assertThat(seen.seconds).containsExactly(100_000L, 10L, 20L);
  }

  @Test
  void whereItStandsIsBehindWhatItHasGiven() throws Exception {
    // Given
    shelf.add(record(0, 0, 10), record(0, 4, 20));
    start(1);

    // When
    reader.pollNext(seen);

    // Then
    assertThat(reader.snapshotState(1)).containsExactly(new PartitionRange("plant", 0, 1, 10));
  }

  @Test
  void aReaderWithoutAPartitionEndsAndOpensNothing() throws Exception {
    // Given
    reader.notifyNoMoreSplits();

    // When
    InputStatus status = reader.pollNext(seen);

    // Then
    assertThat(status).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(shelf.arrived).isNull();
  }

  private void start(int partitions) {
    List<PartitionRange> ranges = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      ranges.add(new PartitionRange("plant", partition, 0, 10));
    }
    reader.addSplits(ranges);
    reader.notifyNoMoreSplits();
  }

  /** A reading so many seconds after noon, which arrived at noon. */
  private static RawRecord record(int partition, long offset, long seconds) {
    byte[] value =
        SingleObject.of(
            SensorReading.newBuilder()
                .setSource("m1")
                .setSensor("t")
                .setEventTime(NOON.plusSeconds(seconds))
                .build());
    return new RawRecord(
        value,
        null,
        List.of(),
        new Position.InTopic("plant", partition, offset),
        NOON.toEpochMilli(),
        NOON.toEpochMilli());
  }

  /** Records that come one a question, or not yet. */
  private static final class Shelf implements RecordRanges {
    private static final long serialVersionUID = 1L;

    private final transient List<Deque<List<RawRecord>>> ranges = new ArrayList<>();
    private transient Runnable arrived;

    void add(RawRecord... answers) {
      Deque<List<RawRecord>> queue = new ArrayDeque<>();
      for (RawRecord answer : answers) {
        queue.add(answer == null ? List.of() : List.of(answer));
      }
      ranges.add(queue);
    }

    @Override
    public Opened open(List<PartitionRange> opened, String client, Runnable whenArrived) {
      arrived = whenArrived;
      return new Opened() {
        @Override
        public RawRecord next(int range) {
          List<RawRecord> answer = ranges.get(range).poll();
          return answer == null || answer.isEmpty() ? null : answer.get(0);
        }

        @Override
        public boolean isOver(int range) {
          return ranges.get(range).isEmpty();
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Seconds after noon of the events that were given, in order. */
  private static final class Seen implements ReaderOutput<Arrived<SensorReading>> {
    private final List<Long> seconds = new ArrayList<>();
    private final List<String> released = new ArrayList<>();

    @Override
    public void collect(Arrived<SensorReading> arrived) {
      seconds.add(Duration.between(NOON, arrived.event().getEventTime()).toSeconds());
    }

    @Override
    public void collect(Arrived<SensorReading> arrived, long timestamp) {
      collect(arrived);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<Arrived<SensorReading>> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {
      released.add(split);
    }
  }
}
