package io.millrace.formats;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.bytes;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of Kafka records, each of which is a text by itself. */
class TextLayoutTest {
  private static final String ROW = "m,Ö,2026-01-01T00:00:00Z";
  private static final String OBJECT =
      "{\"source\": \"m\", \"sensor\": \"Ö\", \"event_time\": \"2026-01-01T00:00:00Z\"}";
  private static final Format CSV =
      new CsvFormat(FieldMapping.none(), ',', List.of("source", "sensor", "event_time"));
  private static final Format JSON = JsonFormat.lines(FieldMapping.none());

  private static Decoded<SensorReading> decode(Format format, TextLayout layout, byte[] value) {
    return layout.of(format).decoder(SensorReading.class).decode(bytes(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "UTF-16LE", "UTF-16", "IBM850", "UTF-8"})
  void valuesAreReadInTheEncodingOfTheInput(String name) {
    TextLayout layout = new TextLayout(name, 0, null);
    Charset charset = Charset.forName(name);
    assertThat(good(decode(CSV, layout, ROW.getBytes(charset))).getSensor()).isEqualTo("Ö");
    assertThat(good(decode(JSON, layout, OBJECT.getBytes(charset))).getSensor()).isEqualTo("Ö");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aMarkDecidesAndIsNoPartOfTheText(String name) {
    Charset charset = Charset.forName(name);
    for (TextLayout layout : List.of(TextLayout.PLAIN, new TextLayout("windows-1252", 0, null))) {
      SensorReading row = good(decode(CSV, layout, ("\uFEFF" + ROW).getBytes(charset)));
      assertThat(row.getSource()).isEqualTo("m");
      assertThat(row.getSensor()).isEqualTo("Ö");
      assertThat(good(decode(JSON, layout, ("\uFEFF" + OBJECT).getBytes(charset)))).isEqualTo(row);
    }
  }

  @Test
  void bytesThatAreNoCharacterAreRefusedWithTheirPlace() {
    byte[] value = "ab\u0081".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(bad(decode(CSV, new TextLayout("windows-1252", 0, null), value)).message())
        .isEqualTo("not windows-1252: the byte at position 2 is wrong");
  }

  @Test
  void aCommentIsNoRecord() {
    TextLayout layout = new TextLayout(null, 0, "//");
    assertThat(decode(CSV, layout, "// note, \"".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Decoded.Nothing.class);
    assertThat(decode(CSV, layout, "/".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Decoded.Bad.class);
  }

  @Test
  void aRecordWithoutAValueIsADeadLetter() {
    assertThat(bad(decode(CSV, new TextLayout("UTF-16LE", 0, "#"), null)).message())
        .isEqualTo("the record has no value");
  }

  @Test
  void optionsThatAFormatHasNotAreRefused() {
    Format avro = new AvroFormat(WriterSchemas.shippedAnd(List.of()));
    Format document = JsonFormat.document(FieldMapping.none());
    assertRefused(new TextLayout("UTF-16LE", 0, null), avro, "'encoding' is of texts");
    assertRefused(new TextLayout(null, 1, null), avro, "'skip' is of lines");
    assertRefused(new TextLayout(null, 0, "#"), document, "'comment' is of lines");
    assertThat(TextLayout.PLAIN.of(avro)).isSameAs(avro);
  }

  private static void assertRefused(TextLayout layout, Format format, String message) {
    assertThatThrownBy(() -> layout.of(format))
        .isInstanceOfSatisfying(
            MillraceException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT))
        .hasMessageContaining(message);
  }

  @Test
  void valuesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new TextLayout("windows-9999", 0, null))
        .hasMessageContaining("no encoding 'windows-9999'; expected the name of a charset");
    assertThatThrownBy(() -> new TextLayout("not a name", 0, null))
        .hasMessageContaining("no encoding 'not a name'");
    assertThatThrownBy(() -> new TextLayout(null, -1, null)).hasMessageContaining("skip is -1");
    assertThatThrownBy(() -> new TextLayout(null, 0, " ")).hasMessageContaining("comment is ' '");
  }
}
