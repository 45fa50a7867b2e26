package io.millrace.files.reading;

import static io.millrace.files.reading.Reading.dead;
import static io.millrace.files.reading.Reading.readAll;
import static io.millrace.files.reading.Reading.sensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.files.Compressed;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.TextLayout;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.json.JsonFormat;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in other encodings, and lines of files that are no records. */
class EncodingTest {
  private static final String HEADER = "source,sensor,event_time\n";

  private Path file;

  @BeforeEach
  @BeforeProperty
  void makeFile() throws IOException {
    file = Files.createTempFile("texts", ".csv");
  }

  @AfterEach
  @AfterProperty
  void deleteFile() throws IOException {
    Files.delete(file);
  }

  private static Format csv(TextLayout layout) {
    return layout.of(CsvFormat.of(FieldMapping.none()));
  }

  private static TextLayout encoded(String charset) {
    return new TextLayout(charset, 0, null);
  }

  private List<Arrived<SensorReading>> read(Format format, byte[] bytes) throws IOException {
    return readAll(format, Files.write(file, bytes));
  }

  private List<Arrived<SensorReading>> read(TextLayout layout, String text) throws IOException {
    return read(csv(layout), text.getBytes(layout.charset()));
  }

  private static String row(String sensor) {
    return "m," + sensor + ",2026-01-01T00:00:00Z\n";
  }

  @Property(tries = 300)
  void anyTextThatAnEncodingHasIsReadTheSame(
      @ForAll("charsets") String name, @ForAll("cells") List<String> cells) throws IOException {
    // given
    Charset charset = Charset.forName(name);
    List<String> writable =
        cells.stream().filter(cell -> charset.newEncoder().canEncode(cell)).toList();
    String text =
        HEADER
            + writable.stream()
                .map(cell -> row('"' + cell.replace("\"", "\"\"") + '"'))
                .collect(Collectors.joining());

    // when
    List<Arrived<SensorReading>> read = read(csv(encoded(name)), text.getBytes(charset));

    // then
    assertThat(sensors(read)).isEqualTo(writable);
    assertThat(dead(read)).isEmpty();
  }

  @Property(tries = 300)
  void aStreamInSmallPartsIsTheSameText(
      @ForAll("charsets") String name, @ForAll("cells") List<String> cells) throws IOException {
    // given
    Charset charset = Charset.forName(name);
    byte[] bytes = String.join("\n", cells).getBytes(charset);
    InputStream trickle =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 3));
          }
        };

    // when
    byte[] utf8 = new Utf8Stream(new Window(trickle), charset).readAllBytes();

    // then
    assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(new String(bytes, charset));
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aMarkDecidesWhateverTheInputSays(String name) throws IOException {
    // given
    byte[] bytes = ("\uFEFF" + HEADER + row("Ö€")).getBytes(name);

    // when, then
    for (TextLayout layout : List.of(TextLayout.PLAIN, encoded("windows-1252"))) {
      assertThat(sensors(read(csv(layout), bytes))).containsExactly("Ö€");
      assertThat(sensors(read(csv(layout), Compressed.gzip(bytes)))).containsExactly("Ö€");
    }
  }

  @Test
  void utf16WithoutAMarkIsRefusedWithTheOption() {
    for (String name : List.of("UTF-16LE", "UTF-16BE")) {
      assertThatThrownBy(() -> read(csv(TextLayout.PLAIN), HEADER.getBytes(Charset.forName(name))))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("'encoding: " + name + "' of the input says so");
    }
  }

  @Test
  void bytesThatAreNoCharacterCostOnlyTheirLine() throws IOException {
    // given 0x81, which windows-1252 does not have
    byte[] bytes =
        (HEADER + row("Ä") + row("x\u0081") + row("b")).getBytes(StandardCharsets.ISO_8859_1);

    // when
    List<Arrived<SensorReading>> read = read(csv(encoded("windows-1252")), bytes);

    // then
    assertThat(sensors(read)).containsExactly("Ä", "b");
    assertThat(dead(read))
        .extracting(DeadLetter::getLine, DeadLetter::getMessage)
        .containsExactly(tuple(3L, "not windows-1252: character 4 is wrong"));
  }

  @Test
  void aFileThatEndsWithinACharacterLosesOnlyItsLastLine() throws IOException {
    // given
    byte[] whole = ("\uFEFF" + HEADER + row("a") + row("b").strip()).getBytes("UTF-16LE");

    // when
    List<Arrived<SensorReading>> read =
        read(csv(TextLayout.PLAIN), Arrays.copyOf(whole, whole.length - 1));

    // then
    assertThat(sensors(read)).containsExactly("a");
    assertThat(dead(read).get(0).getMessage()).startsWith("not UTF-16LE: character ");
  }

  @Test
  void linesOfJsonAreReadInAnyEncoding() throws IOException {
    // given
    String object = "{\"source\":\"m\",\"sensor\":\"%s\",\"event_time\":\"2026-01-01T00:00:00Z\"}";
    byte[] bytes = (object.formatted("ゼ") + "\n" + object.formatted("b")).getBytes("Shift_JIS");

    // when, then
    for (Format format :
        List.of(JsonFormat.lines(FieldMapping.none()), JsonFormat.document(FieldMapping.none()))) {
      assertThat(sensors(read(encoded("Shift_JIS").of(format), bytes))).containsExactly("ゼ", "b");
    }
  }

  @Test
  void commentsAreNoRecordsWhereverTheyStandAndLinesAreCountedAllTheSame() throws IOException {
    // given metadata as WISKI writes it, with a quote that is never closed
    String text =
        "#TSPATH;\"/1/2\n#ZRXP\n\n  \n#more\n"
            + HEADER
            + row("a")
            + "# note, \"open\n"
            + row("b")
            + "m,bad,never\n\n#end";

    // when
    List<Arrived<SensorReading>> read = read(new TextLayout(null, 0, "#"), text);

    // then
    assertThat(sensors(read)).containsExactly("a", "b");
    assertThat(dead(read)).extracting(DeadLetter::getLine).containsExactly(10L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesAreSkippedBeforeTheHeader(String lineBreak) throws IOException {
    // given
    String text = "Plant 7, \"export\n\n" + HEADER + row("a") + "m,bad,never\n";

    // when
    List<Arrived<SensorReading>> read =
        read(new TextLayout("UTF-16LE", 2, null), text.replace("\n", lineBreak));

    // then
    assertThat(sensors(read)).containsExactly("a");
    assertThat(dead(read)).extracting(DeadLetter::getLine).containsExactly(5L);
  }

  @Test
  void skippingMoreLinesThanThereAreLeavesNoRecords() throws IOException {
    assertThat(read(new TextLayout(null, 9, "#"), HEADER + row("a"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# Exported by WISKI|is this a comment?",
        "Report of Plant 7|is this a title above the header?",
        "source;sensor;event_time|is this the right delimiter?",
      })
  void aRefusedHeaderSaysWhichOptionMayHelp(String first, String hint) {
    assertThatThrownBy(() -> read(TextLayout.PLAIN, first + "\n" + HEADER + row("a")))
        .hasMessageContaining(hint);
  }

  @Provide
  Arbitrary<String> charsets() {
    return Arbitraries.of(
        "UTF-8",
        "UTF-16LE",
        "UTF-16BE",
        "UTF-32",
        "windows-1252",
        "ISO-8859-15",
        "IBM850",
        "Shift_JIS",
        "GB18030",
        "Big5");
  }

  @Provide
  Arbitrary<List<String>> cells() {
    Arbitrary<String> scraps =
        Arbitraries.of("a", "\"", ",", ";", "Ä", "€", "ß", "\n", "ゼ", "表", "中", "😀", "\\", "{");
    return scraps
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(all -> String.join("", all))
        .list()
        .ofMaxSize(8);
  }
}
