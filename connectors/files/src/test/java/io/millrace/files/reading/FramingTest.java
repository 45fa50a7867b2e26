package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.csv.CsvFormat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Cutting into records: against another parser, and in the presence of garbage. */
class FramingTest {
  private static final CsvFormat CSV = CsvFormat.of(FieldMapping.none());

  @Property(tries = 500)
  void wellFormedCsvIsCutAsAWholeFileParserDoes(@ForAll("tables") List<List<String>> rows)
      throws Exception {
    // given
    String text =
        rows.stream()
            .map(row -> row.stream().map(FramingTest::quoted).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n"));
    List<CsvRecord> expected =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(text)
            .stream()
            .toList();

    // when
    List<Piece> pieces =
        pieces(text.getBytes(StandardCharsets.UTF_8), window -> new CsvCutter(window, ','));

    // then
    assertThat(pieces).hasSameSizeAs(expected);
    for (int i = 0; i < pieces.size(); i++) {
      String row = new String(pieces.get(i).bytes(), StandardCharsets.UTF_8);
      assertThat(CSV.cells(row)).isEqualTo(expected.get(i).getFields());
      assertThat(pieces.get(i).line()).isEqualTo(expected.get(i).getStartingLineNumber());
    }
  }

  @Property(tries = 1000)
  void noByteIsLostWhateverTheFile(@ForAll("scraps") List<String> scraps) {
    // given
    String text = String.join("", scraps);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    // when
    List<List<Piece>> all =
        List.of(
            pieces(bytes, LineCutter::new),
            pieces(bytes, window -> new CsvCutter(window, ',')),
            pieces(bytes, JsonCutter::new));

    // then
    for (List<Piece> pieces : all) {
      String kept =
          pieces.stream()
              .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
              .collect(Collectors.joining());
      assertThat(bare(kept)).isEqualTo(bare(text));
      assertThat(pieces).extracting(Piece::line).isSorted();
    }
  }

  @Property(tries = 1000)
  void aGoodLineIsCutOffWholeWhateverTheLinesAroundIt(
      @ForAll("scraps") List<String> before, @ForAll("scraps") List<String> after) {
    // given
    String object = "{\"a\":[1,{\"b\":\"}\"}]}";
    String text = String.join("", before) + "\n" + object + "\n" + String.join("", after);
    Assume.that(!text.contains("\r"));

    // when
    List<Piece> pieces = pieces(text.getBytes(StandardCharsets.UTF_8), LineCutter::new);

    // then
    assertThat(pieces)
        .extracting(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
        .contains(object);
  }

  @Property(tries = 500)
  void aStreamThatComesInSmallPartsIsCutTheSame(@ForAll @Size(max = 300) List<Character> letters) {
    // given
    byte[] bytes =
        letters.stream()
            .map(letter -> String.valueOf("{}[]\",:\n\\ a1".charAt(letter % 12)))
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    InputStream trickle =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 3));
          }
        };

    // when
    List<Piece> slow = pieces(new JsonCutter(new Window(trickle)));

    // then
    assertThat(slow).usingRecursiveComparison().isEqualTo(pieces(bytes, JsonCutter::new));
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cell = Arbitraries.strings().withChars("ab\",\n é").ofMaxLength(5);
    return cell.list().ofMinSize(2).ofMaxSize(4).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<String>> scraps() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            ",",
            ":",
            "\n",
            " ",
            "a",
            "{\"a\":1}",
            "\"x\"",
            "é",
            "\"\"")
        .list()
        .ofMaxSize(30);
  }

  private static String quoted(String cell) {
    return cell.isEmpty() ? "" : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Without what stands between pieces. */
  private static String bare(String text) {
    return text.replaceAll("[\\s,\\[\\]]", "");
  }

  private static List<Piece> pieces(byte[] bytes, Function<Window, Cutter> cutter) {
    return pieces(cutter.apply(new Window(new ByteArrayInputStream(bytes))));
  }

  private static List<Piece> pieces(Cutter cutter) {
    List<Piece> pieces = new ArrayList<>();
    for (Piece piece = cutter.next(); piece != null; piece = cutter.next()) {
      pieces.add(piece);
    }
    return pieces;
  }
}
