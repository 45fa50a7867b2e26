package io.millrace.files;

import static io.millrace.files.Compressed.gzip;
import static io.millrace.files.Compressed.xz;
import static io.millrace.files.Compressed.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesToFilesTest {
  private static final String HEADER = "source,sensor,event_time,value\n";

  @TempDir Path folder;

  @Test
  void compressedAndPlainFilesAreMergedByTimeAndWrittenLineByLine() throws Exception {
    // given
    Path plain = Files.writeString(folder.resolve("a.csv"), HEADER + row(0) + row(4) + "m,t,?,9\n");
    Path gz = Files.write(folder.resolve("b.csv.gz"), gzip(HEADER + row(1) + row(5)));
    Path xz = Files.write(folder.resolve("c.csv.xz"), xz(HEADER + row(2) + row(6)));
    Path zip =
        Files.write(
            folder.resolve("d.zip"),
            zip(Map.of("y.csv", HEADER + row(3), "x.csv", HEADER + row(7))));
    FileInput input =
        new FileInput("readings", List.of(plain, gz, xz, zip), CsvFormat.of(FieldMapping.none()));
    Path results = folder.resolve("results.jsonl");
    Path dead = folder.resolve("dead-letters.jsonl");

    // when
    run(input, results, dead);

    // then
    assertThat(Files.readAllLines(results))
        .hasSize(8)
        .startsWith(
            "{\"source\":\"m\",\"sensor\":\"t\",\"event_time\":\"2026-01-01T00:00:00Z\",\"value\":0.5,"
                + "\"unit\":null,\"quality\":\"GOOD\",\"epoch\":0,\"sequence\":null}")
        .isSorted();
    assertThat(Files.readString(dead))
        .contains("\"line\":4", plain.toString(), "column 'event_time'", "\"value\":\"m,t,?,9\"");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  private static String row(int second) {
    return "m,t,2026-01-01T00:00:0" + second + "Z," + second + ".5\n";
  }

  private static void run(FileInput input, Path results, Path dead) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    DataStream<Arrived<SensorReading>> arrived =
        environment.fromSource(
            FilesSource.of(input, RecordType.of(SensorReading.class), "event_time"),
            EventTimeWatermarks.strategy(Duration.ZERO, null, null, true),
            "readings");
    arrived
        .filter(Arrived::isEvent)
        .map(Arrived::event, new AvroRecordTypeInfo<>(SensorReading.class))
        .sinkTo(JsonLinesSink.of(results, RecordType.of(SensorReading.class), true));
    arrived
        .filter(one -> !one.isEvent())
        .map(Arrived::dead, new AvroRecordTypeInfo<>(DeadLetter.class))
        .sinkTo(JsonLinesSink.of(dead, RecordType.of(DeadLetter.class), false));
    environment.execute("test");
  }
}
