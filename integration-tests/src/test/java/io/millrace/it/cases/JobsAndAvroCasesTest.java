package io.millrace.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airlift.compress.zstd.ZstdOutputStream;
import io.millrace.it.CommandLineRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.Codec;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job logs, Avro records and keys as users really have them, through the command line. */
class JobsAndAvroCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Schema MEASUREMENT =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Measurement", "namespace": "sensors.avro", "fields": [
                {"name": "device", "type": {"type": "record", "name": "Device", "fields": [
                  {"name": "id", "type": "string"}]}},
                {"name": "name", "type": "string"},
                {"name": "val", "type": ["null", "long", "string", "double"]},
                {"name": "ts", "type": "long"}]}
              """);

  private static final String MAPPED =
      """
      version: 1
      pipeline: plant/measurements
      uses: industrial/rollup
      inputs:
        readings:
          mapping:
            fields: {source: [device.id], sensor: [name], value: [val], event_time: [ts]}
            time-format: seconds
      """;

  @TempDir private Path folder;

  @Test
  void anAvroRecordOfOnesOwnInZstandardIsReadByTheMapping() throws IOException {
    // Given one value of each branch, and a text that is no number
    Path file = measurements(2L, "4.5", 1.0, "warm");
    Path definition = write("mine.yaml", MAPPED);

    // When
    CommandLineRun run = run(definition, "readings=" + file);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode day = last("rollup.jsonl", "2026-01-02T00:00:00Z");
    assertThat(day.get("source").asText()).isEqualTo("m1");
    assertThat(day.get("count").asInt()).isEqualTo(3);
    assertThat(day.get("max").asDouble()).isEqualTo(4.5);
    assertThat(day.get("min").asDouble()).isEqualTo(1);
    JsonNode dead = lines("dead-letters.jsonl").get(0);
    assertThat(dead.get("error").asText()).isEqualTo("WRONG_FIELD");
    assertThat(dead.get("message").asText())
        .isEqualTo("value (val): expected a number, got \"warm\"");
  }

  @Test
  void anAvroRecordThatNothingMapsIsRefusedWithBothSchemasAndWhatToWrite() throws IOException {
    // When
    CommandLineRun run = run("industrial/rollup", "readings=" + measurements(1L));

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("sensors.avro.Measurement can't be read as SensorReading", "device {id}")
        .contains("fields: {", "[outer.inner]}")
        .doesNotContain("\tat ");
  }

  @Test
  void aJobThatWaitedForNineWeeksCountsWhereItRan() throws IOException {
    // Given
    long wait = 63 * 86_400;
    Path file =
        write(
            "long.swf",
            "; UnixStartTime: 1767225600\n"
                + "1 0 %d 3600 4 -1 -1 4 -1 -1 1 1 1 -1 -1 -1 -1 -1\n".formatted(wait)
                + "2 0 %d 3600 4 -1 -1 4 -1 -1 1 2 1 -1 -1 -1 -1 -1\n".formatted(wait * 100));

    // When
    CommandLineRun run = run("hpc/jobs", "jobs=" + file, "--format", "jobs=swf");

    // Then the second, which waited for 17 years, is counted as not known, with a warning
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode march = month("2026-03-01T00:00:00Z");
    assertThat(march.get("processor_seconds").asInt()).isEqualTo(4 * 3_600);
    assertThat(march.get("wait_seconds").asLong()).isEqualTo(wait);
    JsonNode january = month("2026-01-01T00:00:00Z");
    assertThat(january.get("unaccounted").asInt()).isEqualTo(1);
    assertThat(january.get("processor_seconds").isNull()).isTrue();
    assertThat(warnings("jobs")).contains("not_believed", "start_time", "job 2");
  }

  @Test
  void sacctWithoutSubmitAndWithShortenedCountsIsAccountedAndWarnedOf() throws IOException {
    // Given
    Path file =
        write(
            "apel.txt",
            """
            JobID|User|Start|End|State|AllocCPUS
            1|a|2026-01-01T00:00:00|2026-01-01T01:00:00|COMPLETED|1K
            2|b|2026-01-01T00:30:00|2026-01-01T01:30:00|COMPLETED|2
            """);

    // When
    CommandLineRun run =
        run("hpc/jobs", "jobs=" + file, "--format", "jobs=sacct", "--set", "window=total");

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode total = lines("usage.jsonl").stream().filter(this::isAll).findFirst().orElseThrow();
    assertThat(total.get("processor_seconds").asLong()).isEqualTo(1_026 * 3_600L);
    assertThat(total.get("started").asInt()).isEqualTo(2);
    assertThat(total.get("waits").asInt()).isZero();
    assertThat(total.get("wait_mean").isNull()).isTrue();
    assertThat(warnings("jobs")).contains("no_submission", "shortened_count", "apel.txt:2");
  }

  @Test
  void theDocumentOfSacctJsonIsAccounted() throws IOException {
    // Given
    String job =
        """
        {"job_id": %d, "user": "a", "cluster": "c", "state": {"current": ["COMPLETED"]},
         "time": {"submission": 1767225600, "start": {"set": true, "infinite": false, "number": 1767226200}, "end": 1767229800},
         "tres": {"allocated": [{"type": "cpu", "count": 8}]}}""";
    Path file =
        write(
            "sacct.json",
            "{\"meta\": {\"plugin\": {\"jobs\": []}}, \"jobs\": [%s,\n%s], \"errors\": []}"
                .formatted(job.formatted(1), job.formatted(2)));

    // When
    CommandLineRun run =
        run("hpc/jobs", "jobs=" + file, "--format", "jobs=sacct-json", "--set", "window=total");

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode total = lines("usage.jsonl").stream().filter(this::isAll).findFirst().orElseThrow();
    assertThat(total.get("submitted").asInt()).isEqualTo(2);
    assertThat(total.get("processor_seconds").asLong()).isEqualTo(2 * 8 * 3_600L);
    assertThat(total.get("wait_mean").asInt()).isEqualTo(600);
  }

  @Test
  void aNullInTheKeyOfDeduplicateIsCountedAndTheHighQuantileOfTwoIsTheGreater() throws IOException {
    // Given
    Path definition =
        write(
            "keyed.yaml",
            """
            version: 1
            pipeline: plant/keyed
            uses: industrial/rollup
            inputs:
              readings:
                deduplicate: {by: [source, sequence], within: 10m}
            """);
    Path file =
        write(
            "keyed.jsonl",
            """
            {"source": "m1", "sensor": "t", "event_time": "2026-01-01T00:00:00Z", "value": 1.0}
            {"source": "m1", "sensor": "t", "event_time": "2026-01-01T00:00:01Z", "value": 3.0}
            """);

    // When
    CommandLineRun run = run(definition, "readings=" + file);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode day = last("rollup.jsonl", "2026-01-02T00:00:00Z");
    assertThat(day.get("count").asInt()).isEqualTo(2);
    assertThat(day.get("p99").asDouble()).isEqualTo(3);
    assertThat(day.get("p95").asDouble()).isEqualTo(3);
    assertThat(warnings("readings")).contains("null_in_key", "field 'sequence'");
    assertThat(run.err() + run.out()).contains("null_in_key, 2 times");
  }

  @Test
  void aMappingOfAFieldThatTheSelectDoesNotUsePassesLintAndRun() throws IOException {
    // Given
    Path definition =
        write(
            "counts.yaml",
            """
            version: 1
            pipeline: plant/counts
            inputs:
              readings:
                schema: industrial.SensorReading
                format: csv
                mapping: {fields: {unit: [einheit]}, constants: {sensor: all, value: 0}}
                time: {field: event_time}
            sql: |
              SELECT source, window_start, COUNT(*) AS readings
              FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
              GROUP BY source, window_start, window_end
            outputs:
              counts: {key: [source, window_start]}
            """);
    Path file = write("in.csv", "source,event_time,einheit\nm1,2026-01-01T00:00:00Z,C\n");

    // When
    CommandLineRun lint = CommandLineRun.of("lint", definition);
    CommandLineRun run = run(definition, "readings=" + file);

    // Then
    assertThat(lint.code()).as(lint.out() + lint.err()).isZero();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(lines("counts.jsonl").get(0).get("readings").asInt()).isEqualTo(1);
  }

  private CommandLineRun run(Object definition, String input, String... further) {
    List<Object> arguments = new ArrayList<>(List.of("run", definition, "--input", input));
    arguments.addAll(List.of(further));
    arguments.addAll(List.of("--out", folder.resolve("out")));
    return CommandLineRun.of(arguments.toArray());
  }

  private boolean isAll(JsonNode row) {
    return row.get("dimension").asText().equals("all");
  }

  private JsonNode month(String start) throws IOException {
    return lines("usage.jsonl").stream()
        .filter(this::isAll)
        .filter(row -> row.get("window_kind").asText().equals("MONTH"))
        .filter(row -> row.get("window_start").asText().equals(start))
        .reduce((one, later) -> later)
        .orElseThrow();
  }

  /** The last result of the day that ends at a time. */
  private JsonNode last(String file, String end) throws IOException {
    return lines(file).stream()
        .filter(row -> row.get("window_end").asText().equals(end))
        .filter(row -> row.get("window_start").asText().endsWith("T00:00:00Z"))
        .reduce((one, later) -> later)
        .orElseThrow();
  }

  private String warnings(String input) throws IOException {
    JsonNode summary = JSON.readTree(folder.resolve("out/summary.json").toFile());
    return summary.at("/inputs/" + input + "/warnings").toString() + summary.at("/warnings");
  }

  private List<JsonNode> lines(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out").resolve(name))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path measurements(Object... values) throws IOException {
    Path file = folder.resolve("measurements.avro");
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(MEASUREMENT))) {
      writer.setCodec(new Zstandard()).create(MEASUREMENT, file.toFile());
      long time = 1_767_225_600;
      for (Object value : values) {
        GenericRecord device = new GenericData.Record(MEASUREMENT.getField("device").schema());
        device.put("id", "m1");
        GenericRecord record = new GenericData.Record(MEASUREMENT);
        record.put("device", device);
        record.put("name", "t");
        record.put("val", value);
        record.put("ts", time++);
        writer.append(record);
      }
    }
    return file;
  }

  /** Avro's own needs native code. */
  private static final class Zstandard extends CodecFactory {
    @Override
    protected Codec createInstance() {
      return new ZstandardCodec();
    }
  }

  private static final class ZstandardCodec extends Codec {
    @Override
    public String getName() {
      return "zstandard";
    }

    @Override
    public ByteBuffer compress(ByteBuffer block) throws IOException {
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (ZstdOutputStream stream = new ZstdOutputStream(compressed)) {
        stream.write(block.array(), block.arrayOffset() + block.position(), block.remaining());
      }
      return ByteBuffer.wrap(compressed.toByteArray());
    }

    @Override
    public ByteBuffer decompress(ByteBuffer block) {
      throw new UnsupportedOperationException("The test only writes");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ZstandardCodec;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }
}
