package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.CommandLineRun;
import io.millrace.it.Launcher;
import io.millrace.sdk.avro.AvroTrust;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Each example definition gives the same results as a test, over files, and live on the cluster.
 */
@Tag("slow")
class ExamplesOnClusterTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> SENSORS = List.of("vibration", "temperature", "energy_kwh");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "vibration-quantiles, vibration_quantiles",
    "set-point-deviation, set_point_deviation",
    "latest-readings, latest_readings",
    "busiest-machines, busiest_machines",
    "energy-rate, energy_rate"
  })
  void anExampleGivesTheSameResultsAsATestOverFilesAndLive(String example, String output)
      throws Exception {
    // Given
    String text = Files.readString(Launcher.ROOT.resolve("docs/examples/" + example + ".yaml"));
    boolean twoInputs = text.contains("set_points:");
    Map<String, List<String>> given = new TreeMap<>(Map.of("readings", readings()));
    if (twoInputs) {
      given.put("set_points", setPoints());
    }

    // When
    List<Map<String, String>> asTest = asTest(text, output, given);
    List<Map<String, String>> overFiles = overFiles(text, output, given);
    List<Map<String, String>> live = live(example, text, given);

    // Then
    assertThat(asTest).isNotEmpty();
    assertThat(overFiles).containsExactlyInAnyOrderElementsOf(asTest);
    assertThat(live).containsExactlyInAnyOrderElementsOf(asTest);
  }

  /** Has the verb 'test' write down what comes. */
  private List<Map<String, String>> asTest(
      String text, String output, Map<String, List<String>> given) throws IOException {
    StringBuilder steps = new StringBuilder();
    given.forEach(
        (input, rows) ->
            steps.append("      - ").append(input).append(": ").append(rows).append('\n'));
    Path definition =
        Files.writeString(
            folder.resolve("as-test.yaml"),
            text.substring(0, text.indexOf("\ntests:"))
                + "\ntests:\n  - name: all\n    given:\n"
                + steps
                + "      - end: true\n    expect:\n      "
                + output
                + ":\n");
    CommandLineRun updated = CommandLineRun.of("test", definition, "--update");
    assertThat(updated.code()).as(updated.out() + updated.err()).isZero();
    Object root =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(definition));
    JsonNode tests = JSON.valueToTree(root).get("tests");
    List<Map<String, String>> rows = new ArrayList<>();
    tests.get(0).get("expect").get(output).forEach(row -> rows.add(canonical(row)));
    return rows;
  }

  private List<Map<String, String>> overFiles(
      String text, String output, Map<String, List<String>> given) throws IOException {
    Path definition = Files.writeString(folder.resolve("over-files.yaml"), text);
    Path out = folder.resolve("out");
    List<Object> arguments = new ArrayList<>(List.of("run", definition, "--out", out));
    for (Map.Entry<String, List<String>> input : given.entrySet()) {
      Path file = folder.resolve(input.getKey() + ".jsonl");
      Files.write(file, input.getValue());
      arguments.addAll(List.of("--input", input.getKey() + "=" + file));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    return rows(Files.readAllLines(out.resolve(output + ".jsonl")));
  }

  private List<Map<String, String>> live(
      String example, String text, Map<String, List<String>> given) throws Exception {
    String own = text.replace("kafka: plant.", "kafka: " + example + ".");
    String results = "analytics." + example;
    Path definition =
        Files.writeString(
            folder.resolve("live.yaml"),
            own.replace("{kafka: " + results + "}", "{kafka: " + results + ", format: json}"));
    try (SqlDeployment deployment = new SqlDeployment(example, folder)) {
      for (Map.Entry<String, List<String>> input : given.entrySet()) {
        deployment.send(topic(example, input.getKey()), input.getValue());
      }
      deployment.submit(definition);
      given.keySet().forEach(input -> deployment.awaitRead(topic(example, input)));
      deployment.drain();
      return rows(deployment.results(results));
    }
  }

  private static String topic(String example, String input) {
    return example + "." + input.replace('_', '-');
  }

  /** Four machines, of which each is read a little more seldom than the one before. */
  private static List<String> readings() {
    List<String> readings = new ArrayList<>();
    for (int second = 0; second < 1_500; second += 20) {
      for (int machine = 1; machine <= 4; machine++) {
        if (second % (20 * machine) == 0) {
          for (String sensor : SENSORS) {
            // The counter of energy starts again every ten minutes.
            double value = sensor.equals("energy_kwh") ? second % 600 : machine + second % 7;
            readings.add(reading(machine, sensor, second, value));
          }
        }
      }
    }
    return readings;
  }

  private static List<String> setPoints() {
    return List.of(reading(1, "temperature", 100, 180), reading(2, "temperature", 700, 90.5));
  }

  private static String reading(int machine, String sensor, int second, double value) {
    return "{\"source\": \"press-%d\", \"sensor\": \"%s\", \"event_time\": \"%s\", \"value\": %s}"
        .formatted(machine, sensor, MIDNIGHT.plusSeconds(second), value);
  }

  private static List<Map<String, String>> rows(List<String> lines) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(canonical(JSON.readTree(line)));
    }
    return rows;
  }

  /** Field by field as text; equal numbers are written alike. */
  private static Map<String, String> canonical(JsonNode row) {
    return row.properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, field -> text(field.getValue()), (a, b) -> a, TreeMap::new));
  }

  private static String text(JsonNode value) {
    return value.isNumber()
        ? new BigDecimal(value.asText()).stripTrailingZeros().toPlainString()
        : value.asText();
  }
}
