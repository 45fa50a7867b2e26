package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code services/red} over a minute of a real shop, against a look at the file itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceRedTest {
  private static final String NEZHA =
      "microservices/nezha_onlineboutique/construct_data/2022-08-23/trace/17_00_trace.csv";

  private final List<JsonNode> rows = new ArrayList<>();
  private List<String> spans;

  @BeforeAll
  void analyse(@TempDir Path folder) throws IOException {
    Path file = SharedData.file(NEZHA);
    spans = Files.readAllLines(file).stream().skip(1).toList();
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "services/red",
            "--input",
            "spans=" + file,
            "--set",
            "windows=1d",
            "--out",
            folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    for (String line : Files.readAllLines(folder.resolve("out/red.jsonl"))) {
      rows.add(new ObjectMapper().readTree(line));
    }
  }

  @Test
  void everySpanIsCountedOnce() {
    // When
    long counted = rows.stream().mapToLong(row -> row.get("spans").asLong()).sum();

    // Then
    assertThat(counted).isEqualTo(22_969).isEqualTo(spans.size());
    assertThat(rows).allMatch(row -> row.get("calls").asDouble() == row.get("spans").asLong());
  }

  @Test
  void theMedianOfTheRootsIsTheKnownOne() {
    // When
    JsonNode roots =
        rows.stream()
            .filter(row -> row.get("operation").asText().equals("hipstershop.Frontend/Recv."))
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(roots.get("service").asText()).isEqualTo("frontend");
    assertThat(roots.get("spans").asInt()).isEqualTo(502);
    assertThat(roots.get("duration_p50").asDouble()).isCloseTo(0.123733, within(0.0013));
    assertThat(roots.get("errors").asDouble()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"services/red", "services/graph"})
  void theTestsOfTheDefinitionPass(String definition) {
    // When
    CommandLineRun run = CommandLineRun.of("test", definition);

    // Then
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  @Test
  void otlpInJsonHoldsManySpansARecordEachOfWhichIsRead(@TempDir Path folder) throws IOException {
    // Given
    Path file = SharedData.file("microservices/jaeger_fixtures/otlp2jaeger-multi-in-combined.json");

    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "services/red",
            "--input",
            "spans=" + file,
            "--format",
            "spans=otlp-json",
            "--set",
            "windows=1h",
            "--out",
            folder);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("red.jsonl")))
        .extracting(line -> new ObjectMapper().readTree(line))
        .extracting(
            row -> row.get("service").asText(),
            row -> row.get("operation").asText(),
            row -> row.get("kind").asText(),
            row -> row.get("spans").asInt())
        .containsExactlyInAnyOrder(
            tuple("example-trace", "ohboy.do", "INTERNAL", 2),
            tuple("example-trace", "info", "INTERNAL", 1),
            tuple("example-trace", "main", "INTERNAL", 1));
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    assertThat(summary.get("inputs").get("spans").get("read").asInt()).isEqualTo(4);
  }

  @Test
  void otlpInProtobufIsReadBehindLengths(@TempDir Path folder) throws IOException {
    // Given two messages of one span each, and one that is none
    byte[] span =
        field(1, field(2, field(2, field(1, id(16)), field(2, id(8)), field(5, name()), times())));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] record : List.of(span, new byte[] {7, 7}, span)) {
      file.writeBytes(ByteBuffer.allocate(4).putInt(record.length).array());
      file.writeBytes(record);
    }
    Files.write(folder.resolve("spans.binpb"), file.toByteArray());

    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "services/red",
            "--input",
            "spans=" + folder.resolve("spans.binpb"),
            "--format",
            "spans=otlp",
            "--set",
            "windows=1h",
            "--out",
            folder.resolve("out"));

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode row = new ObjectMapper().readTree(folder.resolve("out/red.jsonl").toFile());
    assertThat(row.get("operation").asText()).isEqualTo("GET");
    assertThat(row.get("spans").asInt()).isEqualTo(2);
    assertThat(row.get("duration_p50").asDouble()).isCloseTo(0.25, within(0.003));
    assertThat(Files.readString(folder.resolve("out/dead-letters.jsonl")))
        .contains("expected protobuf of OTLP")
        .contains("\"line\":2");
  }

  private static byte[] id(int size) {
    byte[] id = new byte[size];
    id[0] = 1;
    return id;
  }

  private static byte[] name() {
    return "GET".getBytes(StandardCharsets.UTF_8);
  }

  /** From noon on, a quarter of a second. */
  private static byte[] times() {
    ByteBuffer times = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    times.put((byte) (7 << 3 | 1)).putLong(1_767_268_800_000_000_000L);
    times.put((byte) (8 << 3 | 1)).putLong(1_767_268_800_250_000_000L);
    return times.array();
  }

  /** A field of protobuf; parts that follow the first are fields of the message in it. */
  private static byte[] field(int number, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write(number << 3 | 2);
    field.write(value.size());
    field.writeBytes(value.toByteArray());
    return field.toByteArray();
  }
}
