package io.millrace.formats.csv;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Records;
import io.millrace.formats.sample.Sample;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.Suffixes;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
  private static final FieldMapping NAB =
      new FieldMapping(
          Map.of("event_time", List.of("ts", "timestamp")),
          Map.of("source", "${file}", "sensor", "temperature", "sequence", "${line}"),
          "yyyy-MM-dd HH:mm:ss",
          ZoneOffset.UTC);

  private static Decoder<SensorReading> readings(FieldMapping mapping, String... columns) {
    return new CsvFormat(mapping, ',', List.of(columns)).decoder(SensorReading.class);
  }

  @Test
  void fieldsComeFromColumnsConstantsAndDefaults() {
    // given
    Decoder<SensorReading> decoder = readings(NAB, "timestamp", "value");

    // when
    SensorReading reading = good(decoder.decode(line("2013-12-02 21:15:00,73.96732207")));

    // then
    assertThat(reading)
        .isEqualTo(
            new SensorReading(
                "pump-7",
                "temperature",
                Instant.parse("2013-12-02T21:15:00Z"),
                73.96732207,
                null,
                ReadingQuality.GOOD,
                0L,
                12L));
  }

  @Test
  void quotedCellsMayHoldDelimitersQuotesAndLineBreaks() {
    // given
    Decoder<SensorReading> decoder =
        readings(FieldMapping.none(), "source", "sensor", "event_time");

    // when
    SensorReading reading =
        good(decoder.decode(line("\"a,\"\"b\"\"\nc\",s\"x,2026-01-01T00:00:00Z\r\n")));

    // then
    assertThat(reading.getSource()).isEqualTo("a,\"b\"\nc");
    assertThat(reading.getSensor()).isEqualTo("s\"x");
  }

  @Test
  void theWordNullIsNullOrTheDefaultUnlessItIsQuoted() {
    // given
    Decoder<SensorReading> decoder =
        readings(
            FieldMapping.none(),
            "source",
            "sensor",
            "event_time",
            "value",
            "unit",
            "quality",
            "epoch");

    // when
    SensorReading bare =
        good(decoder.decode(line("NULL,s,2026-01-01T00:00:00Z,NULL,NULL,NULL,NULL")));
    SensorReading quoted = good(decoder.decode(line("a,s,2026-01-01T00:00:00Z,1,\"NULL\",,")));

    // then
    assertThat(bare.getSource()).as("may not be null").isEqualTo("NULL");
    assertThat(bare.getValue()).isNull();
    assertThat(bare.getUnit()).isNull();
    assertThat(bare.getQuality()).isEqualTo(ReadingQuality.GOOD);
    assertThat(bare.getEpoch()).isZero();
    assertThat(quoted.getUnit()).isEqualTo("NULL");
  }

  @Test
  void emptyCellsAreNullOrTheDefault() {
    // given
    Decoder<SensorReading> decoder =
        readings(
            FieldMapping.none(),
            "source",
            "sensor",
            "event_time",
            "value",
            "unit",
            "quality",
            "epoch");

    // when
    SensorReading reading = good(decoder.decode(line(",s,2026-01-01T00:00:00Z,,\"\",,")));

    // then
    assertThat(reading.getSource()).isEmpty();
    assertThat(reading.getValue()).isNull();
    assertThat(reading.getUnit()).isEmpty();
    assertThat(reading.getQuality()).isEqualTo(ReadingQuality.GOOD);
    assertThat(reading.getEpoch()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m,t,2026-01-01T00:00:00Z|MALFORMED|expected 4 columns, got 3",
        "m,t,2026-01-01T00:00:00Z,1,2|MALFORMED|expected 4 columns, got 5",
        "m,t,2026-01-01T00:00:00Z,abc|WRONG_FIELD|column 'value': expected a number, got \"abc\"",
        "m,t,2026-01-01T00:00:00Z,NaN|WRONG_FIELD|column 'value': expected a number, got \"NaN\"",
        "m,t,2026-01-01T00:00:00Z,1d|WRONG_FIELD|column 'value': expected a number, got \"1d\"",
        "m,t,2026-01-01T00:00:00Z,1e999|WRONG_FIELD|column 'value': expected a number, got"
            + " \"1e999\"",
        "m,t,yesterday,1|WRONG_FIELD|column 'event_time': expected a time such as"
            + " 2026-01-31T12:00:00Z, got \"yesterday\"",
        "m,t,2026-02-30T00:00:00Z,1|WRONG_FIELD|column 'event_time': expected a time such as"
            + " 2026-01-31T12:00:00Z, got \"2026-02-30T00:00:00Z\"",
        "m,t,,1|WRONG_FIELD|column 'event_time': expected a time such as 2026-01-31T12:00:00Z, got"
            + " nothing",
        "m,\"t,2026-01-01T00:00:00Z,1|MALFORMED|no row of CSV: a quote is not closed",
      })
  void aWrongRowSaysWhatIsWrong(String row, ErrorCode code, String message) {
    // given
    Decoder<SensorReading> decoder =
        readings(FieldMapping.none(), "source", "sensor", "event_time", "value");

    // when
    Decoded<SensorReading> decoded = decoder.decode(line(row));

    // then
    assertThat(bad(decoded).code()).isEqualTo(code);
    assertThat(bad(decoded).message()).isEqualTo(message);
  }

  @Test
  void twoRowsInOneRecordAreRefusedRatherThanHalfRead() {
    // given
    Decoder<SensorReading> decoder =
        readings(FieldMapping.none(), "source", "sensor", "event_time");

    // when
    Decoded<SensorReading> decoded = decoder.decode(line("a,b,2026-01-01\nc,d,2026-01-01"));

    // then
    assertThat(bad(decoded).message()).contains("a further row follows the first");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    // given
    Decoder<SensorReading> decoder =
        readings(FieldMapping.none(), "source", "sensor", "event_time");
    RawRecord raw = Records.bytes(new byte[] {'a', (byte) 0xC3, ',', 'b', ',', '1'});

    // when
    Decoded<SensorReading> decoded = decoder.decode(raw);

    // then
    assertThat(bad(decoded).message())
        .isEqualTo(
            "not UTF-8: the byte at position 1 is wrong; 'encoding' of the input names another"
                + " encoding");
  }

  @Test
  void aLongValueIsCutInTheMessage() {
    // given
    Decoder<SensorReading> decoder =
        readings(FieldMapping.none(), "source", "sensor", "event_time", "value");

    // when
    Decoded<SensorReading> decoded =
        decoder.decode(line("m,t,2026-01-01T00:00:00Z," + "x".repeat(500)));

    // then
    assertThat(bad(decoded).message())
        .isEqualTo("column 'value': expected a number, got \"" + "x".repeat(60) + "...\"");
  }

  @Test
  void aMissingColumnIsRefusedAtOnceWithTheWayOut() {
    // given
    CsvFormat format = CsvFormat.of(FieldMapping.none());
    List<String> header = List.of("source", "sensor", "timestamp", "value");

    // when
    assertThatThrownBy(
            () -> format.decoder(RecordType.of(SensorReading.class), header, "data.csv:1"))
        // then
        .isInstanceOf(MillraceException.class)
        .hasMessage(
            "data.csv:1: no column 'event_time' for the field event_time of SensorReading; the"
                + " columns are source, sensor, timestamp, value. Name its column in the mapping of"
                + " the input, fields: {event_time: [COLUMN]}, or give it a constant");
  }

  @Test
  void aConstantIsWrittenAsDefinitionsAreWhateverTheNumbersOfTheData() {
    // given
    NumberStyle german = new NumberStyle(',', '.', NumberStyle.Percent.REFUSED, Suffixes.REFUSED);
    FieldMapping mapping =
        new FieldMapping(Map.of(), Map.of("value", "1.234"), null, ZoneOffset.UTC)
            .withNumbers(german);

    // when
    SensorReading reading =
        good(
            readings(mapping, "source", "sensor", "event_time", "epoch")
                .decode(line("m,s,2026-01-01T00:00:00Z,1.234")));

    // then
    assertThat(reading.getValue()).isEqualTo(1.234);
    assertThat(reading.getEpoch()).isEqualTo(1234);
  }

  @Test
  void aConstantThatItsFieldCantHoldIsRefused() {
    // given
    FieldMapping mapping =
        new FieldMapping(Map.of(), Map.of("value", "high"), null, ZoneOffset.UTC);

    // when
    assertThatThrownBy(() -> readings(mapping, "source", "sensor", "event_time"))
        // then
        .hasMessage("The constant of 'value': expected a number, got \"high\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m \"a \"\" b\" 2026-01-01T00:00:00Z 1",
        "   m\t\t\"a \"\" b\"   2026-01-01T00:00:00Z  1  ",
      })
  void cellsMayStandBetweenAnyNumberOfBlanks(String row) {
    // given
    CsvFormat format =
        new CsvFormat(
            FieldMapping.none(),
            CsvFormat.BLANKS,
            List.of("source", "sensor", "event_time", "value"));

    // when
    SensorReading reading = good(format.decoder(SensorReading.class).decode(line(row)));

    // then
    assertThat(reading.getSensor()).isEqualTo("a \" b");
    assertThat(reading.getValue()).isEqualTo(1);
  }

  @Test
  void rowsWithoutHeaderNeedColumns() {
    // given
    CsvFormat format = CsvFormat.of(FieldMapping.none());

    // when
    assertThatThrownBy(() -> format.decoder(SensorReading.class))
        // then
        .hasMessageContaining("need 'columns'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none|2026-01-02T03:04:05.678901Z|2026-01-02T03:04:05.678901Z",
        "none|2026-01-02 03:04:05|2026-01-02T02:04:05Z",
        "none|2026-01-02T03:04+05:30|2026-01-01T21:34:00Z",
        "none|2026-01-02T03:04:05+0100|2026-01-02T02:04:05Z",
        "none|2026-01-02|2026-01-01T23:00:00Z",
        "none|1767323045678901|2026-01-02T03:04:05.678901Z",
        "seconds|1767323045.5|2026-01-02T03:04:05.500Z",
        "millis|1767323045678|2026-01-02T03:04:05.678Z",
        "nanos|1767323045678901234|2026-01-02T03:04:05.678901Z",
        "dd/MMM/yyyy:HH:mm:ss Z|01/Aug/1995:00:00:01 -0400|1995-08-01T04:00:01Z",
        "yyyy-MM-dd|2026-07-01|2026-06-30T22:00:00Z",
      })
  void timesAreReadInTheFormOfTheMapping(String format, String text, Instant expected) {
    // given
    FieldMapping mapping = new FieldMapping(Map.of(), Map.of(), format, ZoneId.of("Europe/Berlin"));
    Decoder<SensorReading> decoder = readings(mapping, "source", "sensor", "event_time");

    // when
    SensorReading reading = good(decoder.decode(line("m,t," + text)));

    // then
    assertThat(reading.getEventTime()).isEqualTo(expected);
  }

  @Test
  void everyTypeThatOneCellCanHoldIsRead() {
    // given
    CsvFormat format =
        new CsvFormat(
            FieldMapping.none(),
            ';',
            List.of(
                "name", "day", "clock", "local", "amount", "small", "ratio", "flag", "colour",
                "level", "payload"));
    Decoder<Sample> decoder = format.decoder(Sample.class);

    // when
    Sample sample =
        good(
            decoder.decode(
                line(
                    "n;2026-01-31;12:30:00;2026-01-31T12:30:00;-12.5;42;0.5;TRUE;BLUE;other;xyz")));

    // then
    assertThat(sample.toString())
        .contains("\"day\": \"2026-01-31\"", "\"clock\": \"12:30\"", "\"amount\": -12.50")
        .contains("\"local\": \"2026-01-31T12:30\"", "\"small\": 42", "\"ratio\": 0.5")
        .contains("\"flag\": true", "\"colour\": \"BLUE\"", "\"level\": \"OTHER\"");
    assertThat(sample.getPayload().remaining()).isEqualTo(3);
  }
}
