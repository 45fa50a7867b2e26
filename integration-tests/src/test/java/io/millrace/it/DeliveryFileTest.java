package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.fleet.FleetSettings;
import io.millrace.simulators.fleet.FleetSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code platform/delivery} on files, through the command line. */
class DeliveryFileTest {
  static {
    AvroTrust.establish();
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An hour ahead, which only a time of arrival would tell, and a file has none. */
  private static final String FAR_AHEAD = "node-5";

  private static final String BEAT =
      """
      {"type": "record", "name": "Beat", "namespace": "my.own", "fields": [
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "host", "type": "string"},
        {"name": "boot", "type": "string"},
        {"name": "number", "type": "int"}
      ]}
      """;

  private static final String BEATS =
      """
      version: 1
      pipeline: my/delivery
      uses: platform/delivery
      inputs:
        events:
          schema: {file: beat.avsc}
          time: {field: at, out-of-orderness: 1s}
      parameters: {source: host, epoch: boot, sequence: number}
      """;

  @TempDir private Path folder;

  @Test
  void whatWasLostAndSentTwiceIsFoundInAFileOfReadings() throws IOException {
    // Given
    FleetSimulator fleet = new FleetSimulator(1, FleetSettings.SHORT);
    List<String> lines = new ArrayList<>();
    while (fleet.hasNext()) {
      SimulatedRecord record = fleet.next();
      SensorReading reading = SensorReading.getDecoder().decode(record.value());
      if (!reading.getSource().equals(FAR_AHEAD)) {
        lines.add(line(reading));
      }
    }
    Path file = Files.write(folder.resolve("readings.jsonl"), lines);
    Path out = folder.resolve("out");

    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "platform/delivery",
            "--input",
            "events=" + file,
            "--out",
            out,
            "--set",
            "silent-after=2m");

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    Map<String, JsonNode> rows = latest(out);
    assertThat(sums(rows, "gaps")).isEqualTo(truth(fleet, Kind.GAP));
    assertThat(sums(rows, "duplicates")).isEqualTo(truth(fleet, Kind.DUPLICATE));
    assertThat(sums(rows, "silent")).containsOnlyKeys("node-2", "node-7");
    assertThat(rows.values())
        .allMatch(row -> row.get("delay_p50").isNull() && row.get("clock_skew").isNull());
    JsonNode counts =
        JSON.readTree(out.resolve("summary.json").toFile()).get("inputs").get("events");
    assertThat(counts.get("read").asInt()).isEqualTo(lines.size());
    assertThat(counts.get("late").asInt()).isZero();
  }

  @Test
  void anInputOfAnotherSchemaIsReadByTheNamesThatTheDefinitionGives() throws IOException {
    // Given
    Path definition = write(BEATS);
    Path file =
        Files.writeString(
            folder.resolve("beats.jsonl"),
            """
            {"at": "2026-01-01T00:00:01Z", "host": "a", "boot": "x", "number": 1}
            {"at": "2026-01-01T00:00:02Z", "host": "a", "boot": "x", "number": 4}
            {"at": "2026-01-01T00:00:03Z", "host": "a", "boot": "y", "number": 1}
            """);
    Path out = folder.resolve("out");

    // When
    CommandLineRun run =
        CommandLineRun.of("run", definition, "--input", "events=" + file, "--out", out);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode row = latest(out).values().iterator().next();
    assertThat(row.get("source").asText()).isEqualTo("a");
    assertThat(row.get("events").asInt()).isEqualTo(3);
    assertThat(row.get("gaps").asInt()).isEqualTo(2);
  }

  @Test
  void wrongNamesAreRefusedWithWhatWasMeantAndSoIsDeduplication() throws IOException {
    // Given
    Path definition =
        write(
            BEATS
                .replace("source: host", "source: hots")
                .replace("1s}", "1s}\n    deduplicate: {by: [host, number]}"));

    // When
    CommandLineRun run = CommandLineRun.of("lint", definition);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "9:13: UNKNOWN_NAME parameter 'source': Beat has no field 'hots'; did you mean 'host'?")
        .contains("8:18: CONFLICT the pipeline tells how input 'events' arrives");
  }

  @Test
  void theTestsOfTheDefinitionPass() {
    // When
    CommandLineRun run = CommandLineRun.of("test", "platform/delivery");

    // Then
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  private Path write(String definition) throws IOException {
    Files.writeString(folder.resolve("beat.avsc"), BEAT);
    return Files.writeString(folder.resolve("delivery.yaml"), definition);
  }

  private static String line(SensorReading reading) {
    return """
        {"source": "%s", "sensor": "load", "event_time": "%s", "value": 1, "epoch": %d, "sequence": %d}"""
        .formatted(
            reading.getSource(), reading.getEventTime(), reading.getEpoch(), reading.getSequence());
  }

  private static Map<String, JsonNode> latest(Path out) throws IOException {
    Map<String, JsonNode> latest = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("delivery.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      latest.put(row.get("source").asText() + " " + row.get("window_start").asText(), row);
    }
    return latest;
  }

  /** By source, without those that have none. */
  private static Map<String, Long> sums(Map<String, JsonNode> rows, String column) {
    Map<String, Long> sums = new TreeMap<>();
    for (JsonNode row : rows.values()) {
      JsonNode value = row.get(column);
      long amount = value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asLong();
      if (amount > 0 && !row.get("status").asText().equals("RETRACTED")) {
        sums.merge(row.get("source").asText(), amount, Long::sum);
      }
    }
    return sums;
  }

  private static Map<String, Long> truth(FleetSimulator fleet, Kind kind) {
    Map<String, Long> sums = new TreeMap<>();
    for (InjectedFault fault : fleet.faults()) {
      if (fault.kind() == kind && !fault.source().equals(FAR_AHEAD)) {
        sums.merge(fault.source(), kind == Kind.GAP ? (long) fault.size() : 1, Long::sum);
      }
    }
    return sums;
  }
}
