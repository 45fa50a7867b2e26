package io.millrace.formats;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.sample.Sample;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in CSV and JSON: what is read, what is told, what is refused. */
class TimesTest {
  private static final String NOON = "2026-01-31T12:00:00Z";

  private final Decoder<Sample> csv = csv("UTC", "name", "time", "micros");
  private final Decoder<Sample> json = JsonFormat.lines(FieldMapping.none()).decoder(Sample.class);

  private static Decoder<Sample> csv(String zone, String... columns) {
    FieldMapping mapping = new FieldMapping(Map.of(), Map.of(), null, ZoneId.of(zone));
    return CsvFormat.of(mapping).decoder(recordType(), List.of(columns), "data.csv:1");
  }

  private static RecordType<Sample> recordType() {
    return RecordType.of(Sample.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1769860800",
        "1769860800.000",
        "1769860800000",
        "1769860800000000",
        "1769860800000000000",
        "+1769860800",
        " 1769860800 ",
      })
  void aNumberIsReadInTheOneUnitThatGivesAYearFrom1990To2100(String number) {
    // when
    Decoded<Sample> row = csv.decode(line("n," + number + "," + number));
    Decoded<Sample> object =
        json.decode(
            line(
                "{\"name\": \"n\", \"time\": %s, \"micros\": %s}"
                    .formatted(number.strip().replace("+", ""), number.strip().replace("+", ""))));

    // then
    for (Decoded<Sample> read : List.of(row, object)) {
      assertThat(good(read).getTime()).isEqualTo(Instant.parse(NOON));
      assertThat(good(read).getMicros()).isEqualTo(Instant.parse(NOON));
      assertThat(kinds(read)).containsExactly(Warning.ASSUMED_TIME_UNIT, Warning.ASSUMED_TIME_UNIT);
    }
  }

  @Test
  void theUnitIsToldOnceForEachField() {
    // given
    Decoded<Sample> first = csv.decode(line("n,1769860800,1769860800000"));

    // when
    Decoded<Sample> second = csv.decode(line("n,1769860801,1769860801000"));

    // then
    assertThat(((Decoded.Ok<Sample>) first).warnings())
        .extracting(DataWarning::detail)
        .containsExactly("field 'time' in seconds", "field 'micros' in millis");
    assertThat(kinds(second)).isEmpty();
  }

  @Test
  void aDeadLetterDoesNotSwallowWhatIsToldOnce() {
    // given
    bad(csv.decode(line("n,1769860800,never")));

    // when
    Decoded<Sample> next = csv.decode(line("n,1769860801,"));

    // then
    assertThat(kinds(next)).containsExactly(Warning.ASSUMED_TIME_UNIT);
  }

  @Test
  void aNumberOfSecondsAmongMillisIsReadAsSecondsAndWarnedOf() {
    // given
    csv.decode(line("n,1769860800000,"));

    // when
    Decoded<Sample> stray = csv.decode(line("n,1769860800,"));

    // then
    assertThat(good(stray).getTime()).isEqualTo(Instant.parse(NOON));
    assertThat(((Decoded.Ok<Sample>) stray).warnings())
        .containsExactly(
            new DataWarning(
                Warning.MIXED_TIME_UNITS,
                "field 'time': seconds among millis",
                "folder/pump-7.day1.csv:12"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1769860800",
        "2026",
        "20260131",
        "20260131120000",
        "46053.5",
        "631151999",
        "4133980800",
        "631151999999",
        "99999999999999999999",
      })
  void aNumberThatIsNoSuchTimeIsADeadLetterThatNamesTheOption(String number) {
    // when
    Decoded<Sample> row = csv.decode(line("n," + number + ","));
    Decoded<Sample> object = json.decode(line("{\"name\": \"n\", \"time\": %s}".formatted(number)));

    // then
    for (Decoded<Sample> read : List.of(row, object)) {
      assertThat(bad(read).code()).isEqualTo(ErrorCode.BAD_TIME);
      assertThat(bad(read).message()).contains("time").contains(number).contains("time-format");
    }
  }

  @Test
  void datesAndTimesOfDayAreCountedInTheirOwnUnitWithinTheirRange() {
    // when
    Decoded<Sample> read =
        json.decode(
            line("{\"name\": \"n\", \"day\": 20484, \"clock\": 43200000, \"local\": 1769860800}"));

    // then
    assertThat(good(read).getDay()).isEqualTo(LocalDate.parse("2026-01-31"));
    assertThat(good(read).getClock()).isEqualTo(LocalTime.NOON);
    assertThat(good(read).getLocal()).isEqualTo(LocalDateTime.parse("2026-01-31T12:00:00"));
    assertThat(kinds(read)).hasSize(3).containsOnly(Warning.ASSUMED_TIME_UNIT);
    assertThat(bad(json.decode(line("{\"name\": \"n\", \"day\": 20260131}"))).code())
        .isEqualTo(ErrorCode.BAD_TIME);
    assertThat(bad(json.decode(line("{\"name\": \"n\", \"clock\": 86400000}"))).message())
        .isEqualTo("clock: expected a time of day such as 12:00:00, got \"86400000\"");
  }

  @Test
  void aUnitThatIsToldStaysAsTold() {
    // given
    FieldMapping mapping = new FieldMapping(Map.of(), Map.of(), "millis", ZoneId.of("UTC"));
    Decoder<Sample> told = JsonFormat.lines(mapping).decoder(Sample.class);

    // when
    Decoded<Sample> read = told.decode(line("{\"name\": \"n\", \"time\": 1769860800}"));

    // then
    assertThat(good(read).getTime()).isEqualTo(Instant.ofEpochMilli(1_769_860_800L));
    assertThat(kinds(read)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00z",
        "2026-01-31 12:00:00 Z",
        "2026-01-31 12:00:00 UTC",
        "2026-01-31 12:00:00 utc",
        "2026-01-31 12:00 GMT",
        "2026-01-31 12:00:00.000000 UTC",
        "2026-01-31 14:00:00+02",
        "2026-01-31 14:00:00 +02",
        "2026-01-31 14:00:00+0200",
        "2026-01-31T14:00:00+02:00",
        "2026-01-31T06:30-05:30",
        "2026-01-31 14:00:00 UTC+2",
        "2026-01-31 10:00:00 GMT-02:00",
        "2026-01-31T13:00:00+01:00[Europe/Berlin]",
        "2026-01-31T12:00:00Z[UTC]",
        "2026-01-31T13:00:00[Europe/Berlin]",
        "2026-01-31 13:00:00 Europe/Berlin",
        "2026-01-31 07:00:00 America/New_York",
        "2026-01-31 07:00:00 Etc/GMT+5",
      })
  void zonesAndOffsetsAfterATimeAreRead(String text) {
    // given a zone that none of them is in
    Decoder<Sample> tokyo = csv("Asia/Tokyo", "name", "time");

    // when
    Decoded<Sample> read = tokyo.decode(line("n," + text));

    // then
    assertThat(good(read).getTime()).isEqualTo(Instant.parse(NOON));
    assertThat(kinds(read)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31 12:00:00 CST",
        "2026-01-31 12:00:00 IST",
        "2026-01-31 12:00:00 CET",
        "2026-01-31 12:00:00 PM",
        "2026-01-31 12:00:00 Europe/Berlim",
        "2026-01-31 12:00:00+05:00[Europe/Berlin]",
      })
  void abbreviationsAndUnknownZonesAreDeadLettersWithTheReason(String text) {
    // when
    Decoded<Sample> read = csv.decode(line("n," + text + ","));

    // then
    assertThat(bad(read).code()).isEqualTo(ErrorCode.BAD_TIME);
    assertThat(bad(read).message())
        .startsWith("column 'time': expected a time with Z, UTC, an offset")
        .contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31 12:00:00 +",
        "2026-01-31 12:00:00+25:00",
        "2026-01-31 12:00:00 []",
        "2026-01-31 12:00:00[UTC",
        "2026-01-31  12:00:00",
        "2026-01-31 12:00:00,5",
        "2026-01-32 12:00:00 UTC",
        "UTC",
        "12:00 UTC",
      })
  void whatIsNoTimeIsADeadLetter(String text) {
    // when
    Decoded<Sample> read = csv.decode(line("n,\"" + text + "\","));

    // then
    assertThat(bad(read).code()).isEqualTo(ErrorCode.WRONG_FIELD);
  }

  @Test
  void aDateIsTheBeginningOfItsDayEvenWhereThatIsAnHourLate() {
    // given a zone whose clocks are put forward at midnight
    Decoder<Sample> cairo = csv("Africa/Cairo", "name", "time");

    // when
    Decoded<Sample> read = cairo.decode(line("n,2024-04-26"));

    // then
    assertThat(good(read).getTime()).isEqualTo(Instant.parse("2024-04-25T22:00:00Z"));
    assertThat(kinds(read)).isEmpty();
  }

  @Test
  void aRegionInAPatternIsReadWithItsChangesOfClocks() {
    // given
    FieldMapping mapping =
        new FieldMapping(Map.of(), Map.of(), "yyyy-MM-dd HH:mm VV", ZoneId.of("UTC"));
    Decoder<Sample> told = JsonFormat.lines(mapping).decoder(Sample.class);

    // when
    Decoded<Sample> read =
        told.decode(line("{\"name\": \"n\", \"time\": \"2025-10-26 02:30 Europe/Berlin\"}"));

    // then
    assertThat(good(read).getTime()).isEqualTo(Instant.parse("2025-10-26T00:30:00Z"));
    assertThat(kinds(read)).containsExactly(Warning.AMBIGUOUS_TIME);
  }

  @Test
  void eachFieldHasAnOrderOfItsOwn() {
    // given two fields of which one is hours behind
    Decoder<Sample> berlin = csv("Europe/Berlin", "name", "time", "micros");
    berlin.decode(line("n,2025-10-26 01:50:00,2025-10-25 12:00:00"));
    berlin.decode(line("n,2025-10-26 02:20:00,2025-10-25 12:30:00"));

    // when
    Decoded<Sample> read = berlin.decode(line("n,2025-10-26 02:10:00,2025-10-25 12:50:00"));

    // then
    assertThat(good(read).getTime()).isEqualTo(Instant.parse("2025-10-26T01:10:00Z"));
    assertThat(kinds(read)).isEmpty();
  }

  private static List<Warning> kinds(Decoded<Sample> decoded) {
    good(decoded);
    return ((Decoded.Ok<Sample>) decoded).warnings().stream().map(DataWarning::kind).toList();
  }
}
