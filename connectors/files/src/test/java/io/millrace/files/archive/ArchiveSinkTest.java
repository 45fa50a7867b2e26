package io.millrace.files.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RangeSource;
import io.millrace.formats.flink.range.RecordRanges;
import io.millrace.formats.raw.RawFormat;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ArchiveSinkTest {
  private static final List<PartitionRange> RANGES =
      List.of(new PartitionRange("t", 0, 0, 900), new PartitionRange("t", 1, 999_500, 1_000_400));

  @TempDir Path folder;

  @AfterEach
  void disarm() {
    FaultsFunction.disarm();
  }

  @Test
  void eachRecordIsInOneFileThoughTheJobFailsTimeAndAgain() throws Exception {
    // Given
    FaultsFunction.armAfterCheckpoints(1, 3, 4);

    // When
    archive(RANGES, OptionalDouble.of(300));

    // Then
    assertThat(FaultsFunction.struck()).isEqualTo(3);
    for (PartitionRange range : RANGES) {
      List<RawRecord> read = WrittenArchive.read(new ArchiveRanges(folder.toString()), range);
      assertThat(WrittenArchive.offsets(read))
          .containsExactlyElementsOf(LongStream.range(range.start(), range.end()).boxed().toList());
      assertThat(new String(read.get(7).value(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("v" + (range.start() + 7));
    }
    assertThat(recordsOfAllFiles()).isEqualTo(1_800);
    assertThat(ArchivedTopic.open(folder.toString(), "t").coverage())
        .isEqualTo(Map.of(0, List.of(new Span(0, 900)), 1, List.of(new Span(999_500, 1_000_400))));
  }

  @Test
  void aFileIsNamedByTopicPartitionAndBlock() throws Exception {
    // When
    archive(RANGES, OptionalDouble.empty());

    // Then
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()))
          .allMatch(
              name ->
                  name.matches(
                      "t/(0/00000000000000000000|1/00000000000000000000|1/00000000000001000000)"
                          + "/records-[-0-9a-f]+\\.avro"));
    }
  }

  private void archive(List<PartitionRange> ranges, OptionalDouble rate) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    environment.enableCheckpointing(100);
    RangeSource<ArchivedRecord> source =
        new RangeSource<>(
            "records",
            "test",
            ranges,
            new Numbered(),
            new RawFormat(),
            RecordType.of(ArchivedRecord.class),
            "event_time",
            null,
            rate);
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "records")
        .uid("records")
        .map(Arrived::event, new AvroRecordTypeInfo<>(ArchivedRecord.class))
        .uid("events")
        .map(new FaultsFunction(), new AvroRecordTypeInfo<>(ArchivedRecord.class))
        .uid("faults")
        .sinkTo(ArchiveSink.to(folder.toString()))
        .uid("archive");
    environment.execute();
  }

  private int recordsOfAllFiles() throws IOException {
    int records = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".avro")).toList()) {
        try (ArchiveFileReader reader =
            new ArchiveFileReader(new org.apache.flink.core.fs.Path(file.toUri()))) {
          while (reader.next() != null) {
            records++;
          }
        }
      }
    }
    return records;
  }

  /** Each offset of a range holds a record, whose value names it. */
  private record Numbered() implements RecordRanges {
    @Override
    public Opened open(List<PartitionRange> ranges, String client, Runnable arrived) {
      List<PartitionRange> rest = new ArrayList<>(ranges);
      return new Opened() {
        @Override
        public RawRecord next(int of) {
          PartitionRange range = rest.get(of);
          if (range.isEmpty()) {
            return null;
          }
          rest.set(of, range.from(range.start() + 1));
          ByteBuffer value = WrittenArchive.record(range.start()).getValue();
          Position position = new Position.InTopic(range.topic(), range.partition(), range.start());
          return new RawRecord(value.array(), null, List.of(), position, 0, RawRecord.NO_TIME);
        }

        @Override
        public boolean isOver(int of) {
          return rest.get(of).isEmpty();
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }
}
