package io.millrace.files.reading;

import static io.millrace.files.Compressed.gzip;
import static io.millrace.files.Compressed.xz;
import static io.millrace.files.Compressed.zip;
import static io.millrace.files.reading.Reading.dead;
import static io.millrace.files.reading.Reading.readAll;
import static io.millrace.files.reading.Reading.sensors;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.json.JsonFormat;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of text: framing, compression, damage. */
class FileRecordsTest {
  private static final Format CSV = CsvFormat.of(FieldMapping.none());
  private static final Format JSONL = JsonFormat.lines(FieldMapping.none());
  private static final Format JSON = JsonFormat.document(FieldMapping.none());
  private static final String HEADER = "source,sensor,event_time\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\uFEFF", HEADER, "\uFEFF" + HEADER, "source,sensor,event_time", "\n\n"})
  void aFileWithoutRowsHasNoRecords(String text) throws Exception {
    // given
    Path file = write("a.csv", text);

    // when
    List<Arrived<SensorReading>> read = readAll(CSV, file);

    // then
    assertThat(read).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void rowsMayEndAsOnAnySystemAndTheLastMayHaveNoEnd(String lineBreak) throws Exception {
    // given
    String text = "\uFEFF" + HEADER + row("a") + "\n" + row("b") + "m,c,2026-01-01";
    Path file = write("a.csv", text.replace("\n", lineBreak));

    // when
    List<Arrived<SensorReading>> read = readAll(CSV, file);

    // then
    assertThat(sensors(read)).containsExactly("a", "b", "c");
  }

  @Test
  void aDeadLetterHoldsTheRowAsItStandsAndTheLineWhereItBegins() throws Exception {
    // given
    String bad = "\"two\r\nlines\",x,never";
    Path file = write("a.csv", HEADER + "\"1\n2\",a,2026-01-01\n" + bad + "\r\n" + row("b"));

    // when
    List<Arrived<SensorReading>> read = readAll(CSV, file);

    // then
    assertThat(sensors(read)).containsExactly("a", "b");
    DeadLetter letter = dead(read).get(0);
    assertThat(text(letter)).isEqualTo(bad);
    assertThat(letter.getLine()).isEqualTo(4);
    assertThat(letter.getFile()).isEqualTo(file.toString());
    assertThat(letter.getInput()).isEqualTo("readings");
    assertThat(letter.getStage()).isEqualTo("input.readings.decode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"m,\"open,2026-01-01", "\"m\"x,b,2026-01-01", "\"", "m,\"a\",\"2026"})
  void aWrongQuoteCostsOnlyItsOwnLine(String wrong) throws Exception {
    // given
    Path file =
        write("a.csv", HEADER + row("a") + wrong + "\n" + row("b") + "\"m\",c,2026-01-01\n");

    // when
    List<Arrived<SensorReading>> read = readAll(CSV, file);

    // then
    assertThat(sensors(read)).containsExactly("a", "b", "c");
    assertThat(dead(read)).extracting(DeadLetter::getLine).containsExactly(3L);
    assertThat(text(dead(read).get(0))).isEqualTo(wrong);
  }

  @Test
  void aLineBeyondTheLimitIsTooLargeAndTheNextIsRead() throws Exception {
    // given
    String line = "x".repeat(Piece.LIMIT + 10);
    Path csv = write("a.csv", HEADER + row("a") + line + "\n" + row("b"));
    Path json = write("a.jsonl", object("a") + "\n" + line + "\n" + object("b"));

    // when
    List<Arrived<SensorReading>> rows = readAll(CSV, csv);
    List<Arrived<SensorReading>> lines = readAll(JSONL, json);

    // then
    for (List<Arrived<SensorReading>> read : List.of(rows, lines)) {
      assertThat(sensors(read)).containsExactly("a", "b");
      assertThat(dead(read)).extracting(DeadLetter::getError).containsExactly("TOO_LARGE");
      assertThat(text(dead(read).get(0))).hasSize(Piece.KEPT);
    }
  }

  @Test
  void aLineThatIsNotUtf8CostsOnlyItself() throws Exception {
    // given
    byte[] bytes =
        (object("a") + "\n" + object("\u00FF") + "\r\n\n" + object("b"))
            .getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("a.jsonl"), bytes);

    // when
    List<Arrived<SensorReading>> read = readAll(JSONL, file);

    // then
    assertThat(sensors(read)).containsExactly("a", "b");
    assertThat(dead(read)).extracting(DeadLetter::getLine).containsExactly(2L);
    assertThat(dead(read).get(0).getMessage()).startsWith("not UTF-8");
  }

  @Test
  void aJsonDocumentMayBeAnObjectAnArrayOrObjectsOneAfterAnother() throws Exception {
    // given
    String nested =
        "{\"sensor\":\"b\",\"x\":{\"y\":[1,{\"z\":\"}]\\\"\"}]},\n"
            + "\"source\":\"m\",\"event_time\":1767225600000}";
    Path one = write("1.json", "\uFEFF " + object("a") + "\n");
    Path array = write("2.json", "[\n" + object("a") + " ,\n" + nested + "]\n");
    Path many = write("3.json", object("a") + nested + "\n" + object("c"));

    // when
    List<Arrived<SensorReading>> read =
        List.of(one, array, many).stream().flatMap(file -> readAll(JSON, file).stream()).toList();

    // then
    assertThat(dead(read)).isEmpty();
    assertThat(sensors(read)).containsExactly("a", "a", "b", "a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sensor\": \"x\", \"source\": }",
        "{\"sensor\": \"x\", \"source\": \"m\"",
        "{\"sensor\": \"x\", \"source\": {\"y\": [1,",
        "{\"sensor\": \"x\", \"source\": {\"y\": [",
        "{\"sensor\": \"x\", \"source\": \"m",
        "{\"sensor\": ]}",
        "nonsense",
        "17",
        "{\"sensor\": \"x\", \"source\": \"m\"]}}",
      })
  void aWrongObjectCostsNoGoodOne(String wrong) throws Exception {
    // given
    Path array =
        write(
            "1.json",
            "[" + object("a") + ",\n" + wrong + ",\n" + object("b") + "," + object("c") + "]");
    Path many = write("2.json", object("a") + "\n" + wrong + "\n" + object("b") + object("c"));

    // when
    List<List<Arrived<SensorReading>>> read = List.of(readAll(JSON, array), readAll(JSON, many));

    // then
    for (List<Arrived<SensorReading>> one : read) {
      assertThat(sensors(one)).containsExactly("a", "b", "c");
      assertThat(dead(one)).isNotEmpty();
      assertThat(dead(one).get(0).getLine()).isEqualTo(2);
    }
  }

  @Test
  void anArrayThatIsNotClosedIsTold() throws Exception {
    // given
    Path file = write("1.json", "[" + object("a"));

    // when
    List<Arrived<SensorReading>> read = readAll(JSON, file);

    // then
    assertThat(sensors(read)).containsExactly("a");
    assertThat(dead(read).get(0).getMessage()).isEqualTo("no JSON: the file ends within its array");
  }

  @Test
  void compressionIsKnownByItsFirstBytesAndMembersFollowEachOther() throws Exception {
    // given
    byte[] first = gzip(HEADER + row("a"));
    byte[] second = gzip(row("b"));
    byte[] members = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, members, first.length, second.length);
    Path gz = Files.write(folder.resolve("without-extension"), members);
    Path xz = Files.write(folder.resolve("a.csv"), xz(HEADER + row("c")));
    Path zip =
        Files.write(
            folder.resolve("b.csv"),
            zip(
                Map.of(
                    "f/2.csv",
                    HEADER + row("e"),
                    "f/1.csv",
                    HEADER + row("d"),
                    "__MACOSX/f/1.csv",
                    "x",
                    "f/",
                    "")));

    // when
    List<Arrived<SensorReading>> read = readAll(CSV, gz, xz, zip);

    // then
    assertThat(sensors(read)).containsExactly("a", "b", "c", "d", "e");
    assertThat(dead(read)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "xz", "zip"})
  void whatStandsBeforeTheCutOfACompressedFileIsRead(String kind) throws Exception {
    // given
    String text = manyRows(20_000);
    byte[] whole =
        switch (kind) {
          case "gz" -> gzip(text);
          case "xz" -> xz(text);
          default -> zip(Map.of("a.csv", text));
        };
    Path file =
        Files.write(folder.resolve("a." + kind), Arrays.copyOf(whole, whole.length * 2 / 3));

    // when
    List<Arrived<SensorReading>> read = readAll(CSV, file);

    // then
    int good = sensors(read).size();
    assertThat(good).isGreaterThan(kind.equals("xz") ? 0 : 10_000);
    assertThat(sensors(read)).isEqualTo(IntStream.range(0, good).mapToObj(i -> "s" + i).toList());
    assertThat(dead(read)).hasSize(1);
    DeadLetter letter = dead(read).get(0);
    assertThat(letter.getError()).isEqualTo("DAMAGED");
    assertThat(letter.getLine()).isBetween(good + 2L, good + 3L);
    assertThat(letter.getMessage()).startsWith("the file can't be read beyond this place: ");
    assertThat(letter.getFile()).startsWith(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zip"})
  void aWrongByteInCompressedDataIsOneDeadLetterAtMostBesidesGarbledRows(String kind)
      throws Exception {
    // given
    String text = manyRows(20_000);
    byte[] bytes = kind.equals("gz") ? gzip(text) : zip(Map.of("a.csv", text));
    bytes[bytes.length / 2] ^= 0x55;
    Path file = Files.write(folder.resolve("a." + kind), bytes);

    // when
    List<Arrived<SensorReading>> read = readAll(CSV, file);

    // then
    assertThat(sensors(read).size()).isGreaterThan(5_000);
    assertThat(dead(read))
        .extracting(DeadLetter::getError)
        .filteredOn(code -> code.equals("DAMAGED"))
        .hasSize(1);
  }

  @Test
  void whatFollowsAGzipMemberIsNeverDroppedInSilence() throws Exception {
    // given
    byte[] first = gzip(HEADER + row("a"));
    byte[] more = Arrays.copyOf(first, first.length + 100);
    Path file = Files.write(folder.resolve("a.csv.gz"), more);

    // when
    List<Arrived<SensorReading>> read = readAll(CSV, file);

    // then
    assertThat(sensors(read)).containsExactly("a");
    assertThat(dead(read)).extracting(DeadLetter::getError).containsExactly("DAMAGED");
  }

  private static String manyRows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "m" + Integer.toHexString(i * 0x9E3779B1) + ",s" + i + ",2026-01-01")
        .collect(Collectors.joining("\n", HEADER, "\n"));
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String row(String sensor) {
    return "m," + sensor + ",2026-01-01T00:00:00Z\n";
  }

  private static String object(String sensor) {
    return "{\"source\":\"m\",\"sensor\":\"" + sensor + "\",\"event_time\":1767225600000}";
  }

  private static String text(DeadLetter letter) {
    return StandardCharsets.UTF_8.decode(letter.getValue().duplicate()).toString();
  }
}
