package io.millrace.it.cases;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.CommandLineRun;
import io.millrace.it.SharedData;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers, texts and tables as users really have them, from the command line to the results. */
class TextsCasesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void aDecimalCommaIsReadWhereTheMappingSaysSo() throws IOException {
    // Given
    Path csv = SharedData.file("cases/decimal-comma.csv");

    // When
    CommandLineRun run = run("delimiter: ;, numbers: {decimal: ','}", csv);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(rows()).singleElement().satisfies(row -> assertMean(row, "value", 20.5));
    assertThat(summary().at("/inputs/readings/dead").asInt()).isZero();
  }

  @Test
  void elsewhereItIsADeadLetterThatNamesTheOption() throws IOException {
    // Given
    Path csv = SharedData.file("cases/decimal-comma.csv");

    // When
    CommandLineRun run = run("delimiter: ;", csv);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(summary().at("/inputs/readings/dead").asInt()).isEqualTo(1);
    assertThat(Files.readString(out().resolve("dead-letters.jsonl")))
        .contains("'numbers' in the mapping says how it is written: {decimal: ','}");
  }

  @Test
  void aNumberInQuotesIsReadFromJsonWithoutAnyOption() throws IOException {
    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "industrial/rollup",
            "--set",
            "windows=1d",
            "--input",
            "readings=" + SharedData.file("cases/json-number-text.jsonl"),
            "--out",
            out());

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(rows()).singleElement().satisfies(row -> assertMean(row, "value", 20.5));
  }

  @Test
  void aTableOfPercentsInWindows1252BelowATitleAndCommentsIsRead() throws IOException {
    // Given
    String text =
        """
        Werk 7, Auslastung
        #Quelle;Größe
        Zeit;Maschine;Wert
        2026-01-01T00:00:00Z;Öfen;1.250,5 %
        2026-01-01T00:01:00Z;Öfen;12 %
        2026-01-01T00:02:00Z;Öfen;0.5 %
        """;
    Path csv = folder.resolve("plant.csv");
    Files.write(csv, text.getBytes(Charset.forName("windows-1252")));

    // When
    CommandLineRun run =
        run(
            "fields: {event_time: Zeit, source: Maschine, value: Wert}, delimiter: ;, skip: 1,"
                + " comment: '#', numbers: {decimal: ',', grouping: '.', percent: points}",
            "encoding: windows-1252",
            csv);

    // Then the number of another style is no number, and its line is that of the file
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(rows()).singleElement().satisfies(row -> assertMean(row, "value", 631.25));
    assertThat(rows().get(0).get("source").asText()).isEqualTo("Öfen");
    JsonNode dead = lines("dead-letters.jsonl").get(0);
    assertThat(dead.get("line").asInt()).isEqualTo(6);
    assertThat(dead.get("value").asText()).isEqualTo("2026-01-01T00:02:00Z;Öfen;0.5 %");
  }

  @Test
  void utf16IsReadByItsMark() throws IOException {
    // Given
    String text = "\uFEFFtimestamp,value\r\n2026-01-01T00:00:00Z,20.5\r\n";
    Path csv = Files.write(folder.resolve("a.csv"), text.getBytes(UTF_16LE));

    // When
    CommandLineRun run = run("zone: UTC", csv);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(rows()).singleElement().satisfies(row -> assertMean(row, "value", 20.5));
  }

  @Test
  void aMisspeltColumnIsAWarningAndFurtherColumnsAreListed() throws IOException {
    // Given
    Path csv = folder.resolve("a.csv");
    Files.writeString(csv, "timestamp,value,qualty,line\n2026-01-01T00:00:00Z,1,BAD,7\n", UTF_8);

    // When
    CommandLineRun run = run("zone: UTC", csv);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode warnings = summary().get("warnings");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).get("warning").asText()).isEqualTo("unused_column");
    assertThat(warnings.get(0).get("detail").asText())
        .isEqualTo("column \"qualty\", did you mean 'quality'?");
    assertThat(warnings.get(0).get("first").asText()).isEqualTo(csv + ":2");
    assertThat(summary().at("/unused/readings")).hasToString("[\"line\"]");
    assertThat(run.out() + run.err())
        .contains("unused_column")
        .contains("did you mean 'quality'?")
        .doesNotContain("ignored_column");
  }

  @Test
  void aRealWideTableIsOneEventAColumn() throws IOException {
    // Given 10,000 rows of five measurements, without times
    Path csv = SharedData.file("industrial/ai4i2020/ai4i2020.csv");
    String[] measured = {
      "Air temperature [K]",
      "Process temperature [K]",
      "Rotational speed [rpm]",
      "Torque [Nm]",
      "Tool wear [min]"
    };

    // When
    CommandLineRun run =
        run(
            "fields: {event_time: UDI, source: Type}, time-format: seconds, unpivot: {columns:"
                + " ['*[K]', Rotational*, 'Torque [Nm]', Tool wear*], name: sensor, value: value}",
            csv);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode counts = summary().at("/inputs/readings");
    assertThat(counts.get("read").asInt()).isEqualTo(5 * 10_000);
    assertThat(counts.get("dead").asInt()).isZero();
    List<String> lines = Files.readAllLines(csv, UTF_8);
    for (int sensor = 0; sensor < measured.length; sensor++) {
      double sum = 0;
      double found = 0;
      for (String line : lines.subList(1, lines.size())) {
        sum += Double.parseDouble(line.split(",")[3 + sensor]);
      }
      for (JsonNode row : rows()) {
        if (row.get("sensor").asText().equals(measured[sensor])) {
          found += row.get("mean").asDouble() * row.get("count").asLong();
        }
      }
      assertThat(found).as(measured[sensor]).isCloseTo(sum, offset(1e-9 * sum));
    }
    assertThat(rows()).hasSize(3 * measured.length);
    assertThat(summary().at("/unused/readings").toString())
        .isEqualTo("[\"HDF\",\"Machine failure\",\"OSF\",\"PWF\",\"Product ID\",\"RNF\",\"TWF\"]");
  }

  @Test
  void aTableOfAPlantWithoutHeaderAndTimesIsOneEventAColumn() throws IOException {
    // Given 960 rows of 52 variables between blanks, one every three minutes
    Path data = SharedData.file("industrial/tennessee_eastman/d01_te.dat");
    String columns =
        Stream.concat(
                IntStream.rangeClosed(1, 41).mapToObj(one -> "XMEAS(" + one + ")"),
                IntStream.rangeClosed(1, 11).mapToObj(one -> "XMV(" + one + ")"))
            .collect(Collectors.joining("', '", "['", "']"));

    // When
    CommandLineRun run =
        run(
            "delimiter: blanks, columns: "
                + columns
                + ", constants: {source: plant, event_time: '${line}'}, time-format: seconds,"
                + " unpivot: {columns: 'XM*', name: sensor, value: value}",
            data);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(summary().at("/inputs/readings/read").asInt()).isEqualTo(960 * 52);
    assertThat(summary().at("/inputs/readings/dead").asInt()).isZero();
    double greatest =
        Files.readAllLines(data).stream()
            .mapToDouble(line -> Double.parseDouble(line.strip().split("\\s+")[51]))
            .max()
            .orElseThrow();
    assertThat(rows())
        .hasSize(52)
        .filteredOn(row -> row.get("sensor").asText().equals("XMV(11)"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("max").asDouble()).isEqualTo(greatest))
        .satisfies(row -> assertThat(row.get("count").asInt()).isEqualTo(960));
  }

  private CommandLineRun run(String mapping, Path file) throws IOException {
    return run(mapping, "format: csv", file);
  }

  private CommandLineRun run(String mapping, String input, Path file) throws IOException {
    Path definition = folder.resolve("mine.yaml");
    Files.writeString(
        definition,
        """
        uses: industrial/rollup
        pipeline: plant/mine
        inputs:
          readings:
            %s
            mapping: {%s}
        parameters: {windows: [1d]}
        """
            .formatted(input, mapping));
    return CommandLineRun.of("run", definition, "--input", "readings=" + file, "--out", out());
  }

  private static void assertMean(JsonNode row, String sensor, double mean) {
    assertThat(row.get("sensor").asText()).isEqualTo(sensor);
    assertThat(row.get("mean").asDouble()).isEqualTo(mean);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private List<JsonNode> rows() throws IOException {
    return lines("rollup.jsonl");
  }

  private List<JsonNode> lines(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out().resolve(name))) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }

  private JsonNode summary() throws IOException {
    return MAPPER.readTree(out().resolve("summary.json").toFile());
  }
}
