package io.millrace.formats.json;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.sample.Child;
import io.millrace.formats.sample.Level;
import io.millrace.formats.sample.Sample;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.Suffixes;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFormatTest {
  private final Decoder<Sample> samples =
      JsonFormat.lines(FieldMapping.none()).decoder(Sample.class);

  @Test
  void everyTypeIsReadFromItsFormInJson() {
    // given
    String json =
        """
        {"name": "n", "time": "2026-01-31T12:00:00Z", "micros": 1769860800000001,
         "local": "2026-01-31T12:00:00", "day": "2026-01-31", "clock": "12:30:00",
         "amount": 12.5, "small": 3, "big": 4.0, "ratio": 1, "value": 2.5e0, "flag": true,
         "colour": "BLUE", "level": "Other", "payload": "abc", "tags": ["x", "y"],
         "counts": {"a": 1}, "children": [{"id": 1, "parent": {"id": 2, "parent": null}}],
         "either": 5, "unknown": {"deep": [1, {"x": null}]}}
        """;

    // when
    Sample sample = good(samples.decode(line(json)));

    // then
    assertThat(sample.getTime()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(sample.getMicros()).isEqualTo(Instant.parse("2026-01-31T12:00:00.000001Z"));
    assertThat(sample.getLocal()).isEqualTo(LocalDateTime.parse("2026-01-31T12:00:00"));
    assertThat(sample.getDay()).isEqualTo(LocalDate.parse("2026-01-31"));
    assertThat(sample.getClock()).isEqualTo(LocalTime.parse("12:30:00"));
    assertThat(sample.getAmount()).isEqualTo(new BigDecimal("12.50"));
    assertThat(sample.getSmall()).isEqualTo(3);
    assertThat(sample.getBig()).isEqualTo(4);
    assertThat(sample.getValue()).isEqualTo(2.5);
    assertThat(sample.getLevel()).isEqualTo(Level.OTHER);
    assertThat(sample.getPayload()).isEqualTo(ByteBuffer.wrap("abc".getBytes()));
    assertThat(sample.getTags()).containsExactly("x", "y");
    assertThat(sample.getCounts()).isEqualTo(Map.of("a", 1L));
    assertThat(sample.getChildren()).containsExactly(new Child(1, new Child(2, null)));
    assertThat(sample.getEither()).isEqualTo(5L);
  }

  @Test
  void whatIsAbsentTakesTheDefaultOfTheSchema() {
    // given
    String json = "{\"name\": \"n\"}";

    // when
    Sample sample = good(samples.decode(line(json)));

    // then
    assertThat(sample).isEqualTo(Sample.newBuilder().setName("n").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{}|MISSING_FIELD|name: expected this member, the object has none",
        "{\"name\": true}|WRONG_FIELD|name: expected a text, got true",
        "{\"name\": null}|WRONG_FIELD|name: expected a text, got null",
        "{\"name\": \"n\", \"value\": \"abc\"}|WRONG_FIELD|value: expected a number, got \"abc\"",
        "{\"name\": \"n\", \"value\": 1e999}|WRONG_FIELD|value: expected a number of 64 bits, got"
            + " 1e999",
        "{\"name\": \"n\", \"small\": 3000000000}|WRONG_FIELD|small: expected a whole number of 32"
            + " bits, got 3000000000",
        "{\"name\": \"n\", \"big\": 99999999999999999999}|WRONG_FIELD|big: expected a whole number"
            + " of 64 bits, got 99999999999999999999",
        "{\"name\": \"n\", \"big\": 1.5}|WRONG_FIELD|big: expected a whole number of 64 bits, got"
            + " 1.5",
        "{\"name\": \"n\", \"colour\": \"PINK\"}|WRONG_FIELD|colour: expected one of RED, BLUE, got"
            + " \"PINK\"",
        "{\"name\": \"n\", \"tags\": [\"x\", {}]}|WRONG_FIELD|tags[1]: expected a text, got an"
            + " object",
        "{\"name\": \"n\", \"counts\": {\"a\": true}}|WRONG_FIELD|counts.a: expected a whole number"
            + " of 64 bits, got true",
        "{\"name\": \"n\", \"children\": [{\"id\": 1, \"parent\":"
            + " {}}]}|MISSING_FIELD|children[0].parent.id: expected this member, the object has"
            + " none",
        "{\"name\": \"n\", \"amount\": 1.555}|WRONG_FIELD|amount: expected a number of at most 8"
            + " digits before the point and 2 after it, got \"1.555\"",
        "{\"name\": \"n\", \"amount\": 1e999999999}|WRONG_FIELD|amount: expected a number of at"
            + " most 8 digits before the point and 2 after it, got \"1E+999999999\"",
        "{\"name\": \"n\", \"time\": \"later\"}|WRONG_FIELD|time: expected a time such as"
            + " 2026-01-31T12:00:00Z, got \"later\"",
        "{\"name\": \"n\", \"time\": true}|WRONG_FIELD|time: expected a time, got true",
        "{\"name\": \"n\", \"payload_base64\": \"?\"}|WRONG_FIELD|payload_base64: expected bytes in"
            + " Base64, got \"?\"",
        "[1]|MALFORMED|expected a JSON object, got an array",
        "17|MALFORMED|expected a JSON object, got 17",
        "{\"name\": \"n\"} {}|TRAILING_BYTES|the JSON object is followed by an object",
        "{\"name\": \"n\"} x|MALFORMED|no JSON, line 1 column 16 of the record",
        "{\"name\": \"n\", \"name\": \"m\"}|MALFORMED|Duplicate field 'name'",
        "{\"name\": \"n\", \"skipped\": {\"a\": 1, \"a\": 2}}|MALFORMED|Duplicate field 'a'",
        "{\"name\": \"n\", \"value\": NaN}|MALFORMED|Non-standard token 'NaN'",
        "{\"name\": \"n\"|MALFORMED|no JSON, line 1 column",
        "''|MALFORMED|expected a JSON object, got nothing",
      })
  void aWrongObjectSaysWhereAndWhat(String json, ErrorCode code, String message) {
    // given
    Decoded<Sample> before = samples.decode(line("{\"name\": \"before\"}"));

    // when
    Decoded<Sample> decoded = samples.decode(line(json));

    // then
    assertThat(bad(decoded).code()).isEqualTo(code);
    assertThat(bad(decoded).message()).contains(message);
    assertThat(samples.decode(line("{\"name\": \"before\"}"))).isEqualTo(before);
  }

  @Test
  void numbersAndTextsStandForEachOther() {
    // given
    String json =
        """
        {"name": 12.50, "small": "3", "big": " 4.0 ", "ratio": "0.5", "value": "2.5e0",
         "amount": "12.5", "flag": "true", "tags": [1000000000, 1e9], "counts": {"a": "7"},
         "time": "2026-01-31T12:00:00Z"}
        """;

    // when
    Sample sample = good(samples.decode(line(json)));

    // then a number is the text that was sent
    assertThat(sample.getName()).isEqualTo("12.50");
    assertThat(sample.getTags()).containsExactly("1000000000", "1e9");
    assertThat(sample.getSmall()).isEqualTo(3);
    assertThat(sample.getBig()).isEqualTo(4);
    assertThat(sample.getRatio()).isEqualTo(0.5f);
    assertThat(sample.getValue()).isEqualTo(2.5);
    assertThat(sample.getAmount()).isEqualTo(new BigDecimal("12.50"));
    assertThat(sample.getFlag()).isTrue();
    assertThat(sample.getCounts()).isEqualTo(Map.of("a", 7L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"value\": \"20,5\"|value: expected a number, got \"20,5\"; if that is a number, 'numbers'"
            + " in the mapping says how it is written: {decimal: ','}",
        "\"value\": \"\"|value: expected a number, got nothing",
        "\"value\": \"NaN\"|value: expected a number, got \"NaN\"",
        "\"small\": \"3.5\"|small: expected a whole number of 32 bits, got \"3.5\"",
        "\"flag\": 2|flag: expected true or false, got \"2\"",
        "\"flag\": 1.0|flag: expected true or false, got 1.0",
        "\"counts\": {\"a\": null}|counts.a: expected a whole number of 64 bits, got null",
      })
  void aTextThatIsNoNumberIsRefused(String member, String message) {
    assertThat(bad(samples.decode(line("{\"name\": \"n\", " + member + "}"))).message())
        .isEqualTo(message);
  }

  @Test
  void numbersInQuotesAreOfTheStyleOfTheMapping() {
    // given
    NumberStyle german = new NumberStyle(',', '.', NumberStyle.Percent.REFUSED, Suffixes.REFUSED);
    Decoder<SensorReading> decoder =
        JsonFormat.lines(FieldMapping.none().withNumbers(german)).decoder(SensorReading.class);
    String shared =
        "{\"source\": \"m\", \"sensor\": \"s\", \"event_time\": \"2026-01-01T00:00:00Z\", ";

    // when, then a number without quotes is of the grammar of JSON always
    assertThat(good(decoder.decode(line(shared + "\"value\": \"1.020,5\"}"))).getValue())
        .isEqualTo(1020.5);
    assertThat(good(decoder.decode(line(shared + "\"value\": 1.020}"))).getValue()).isEqualTo(1.02);
  }

  @Test
  void nestingBeyondAllReasonIsRefused() {
    // given
    String json = "{\"name\": \"n\", \"x\": " + "[".repeat(1_000_000);

    // when
    Decoded<Sample> decoded = samples.decode(line(json));

    // then
    assertThat(bad(decoded).code()).isEqualTo(ErrorCode.TOO_LARGE);
  }

  @Test
  void theFirstCandidatePresentWinsInWhateverOrderTheyStand() {
    // given
    FieldMapping mapping =
        new FieldMapping(
            Map.of("source", List.of("host", "node"), "event_time", List.of("ts")),
            Map.of("sensor", "${file}"),
            "seconds",
            ZoneOffset.UTC);
    Decoder<SensorReading> decoder = JsonFormat.document(mapping).decoder(SensorReading.class);

    // when
    SensorReading reading =
        good(
            decoder.decode(line("{\"ts\": 1.5, \"node\": \"b\", \"host\": \"a\", \"source\": 1}")));

    // then
    assertThat(reading.getSource()).isEqualTo("a");
    assertThat(reading.getSensor()).isEqualTo("pump-7");
    assertThat(reading.getEventTime()).isEqualTo(Instant.ofEpochMilli(1500));
  }
}
