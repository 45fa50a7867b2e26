package io.millrace.formats;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.NumberStyle.Percent;
import io.millrace.formats.value.Suffixes;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnpivotTest {
  private static final FieldMapping SITE =
      new FieldMapping(
          Map.of("source", List.of("site"), "event_time", List.of("timestamp", "time")),
          Map.of("sensor", "value", "sequence", "${line}"),
          null,
          ZoneOffset.UTC);
  private static final Unpivot TEMPERATURES =
      new Unpivot(List.of("temp_*", "pressure [bar]"), List.of(), "sensor", "value");

  private static Decoder<SensorReading> csv(Unpivot unpivot, String... columns) {
    return new CsvFormat(SITE.withUnpivot(unpivot), ';', List.of(columns))
        .decoder(SensorReading.class);
  }

  private static void check(Unpivot unpivot) {
    SITE.withUnpivot(unpivot).unpivotFor(SensorReading.getClassSchema());
  }

  private static Decoder<SensorReading> json(Unpivot unpivot) {
    return JsonFormat.lines(SITE.withUnpivot(unpivot)).decoder(SensorReading.class);
  }

  private static List<SensorReading> events(Decoded<SensorReading> decoded) {
    assertThat(decoded).isNotInstanceOf(Decoded.Bad.class);
    return decoded.events();
  }

  @Test
  void eachColumnOfARowIsAnEventAndTheOtherFieldsAreTheSame() {
    // given
    Decoder<SensorReading> decoder =
        csv(TEMPERATURES, "timestamp", "site", "temp_1", "temp °C", "temp_2", "pressure [bar]");

    // when
    List<SensorReading> readings =
        events(decoder.decode(line("2026-01-01T00:00:00Z;m1;20.5;9;21;1.01")));

    // then
    assertThat(readings)
        .extracting(SensorReading::getSensor, SensorReading::getValue)
        .containsExactly(
            tuple("temp_1", 20.5), tuple("temp_2", 21.0), tuple("pressure [bar]", 1.01));
    assertThat(readings)
        .allSatisfy(
            reading -> {
              assertThat(reading.getSource()).isEqualTo("m1");
              assertThat(reading.getEventTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
              assertThat(reading.getSequence()).isEqualTo(12);
            });
  }

  @Test
  void cellsThatSayNothingAreNoEvents() {
    // given
    Decoder<SensorReading> decoder =
        csv(TEMPERATURES, "timestamp", "site", "temp_1", "temp_2", "pressure [bar]");

    // when, then
    assertThat(events(decoder.decode(line("2026-01-01T00:00:00Z;m1;;NULL;1"))))
        .extracting(SensorReading::getSensor)
        .containsExactly("pressure [bar]");
    assertThat(decoder.decode(line("2026-01-01T00:00:00Z;m1;;;")))
        .isInstanceOf(Decoded.Nothing.class);
  }

  @Test
  void oneBadCellMakesTheWholeRowADeadLetterThatNamesIt() {
    // given
    Decoder<SensorReading> decoder =
        csv(TEMPERATURES, "timestamp", "site", "temp_1", "temp_2", "pressure [bar]");

    // when
    Decoded<SensorReading> decoded = decoder.decode(line("2026-01-01T00:00:00Z;m1;20.5;broken;1"));

    // then
    assertThat(bad(decoded).code()).isEqualTo(ErrorCode.WRONG_FIELD);
    assertThat(bad(decoded).message())
        .isEqualTo("column 'temp_2': expected a number, got \"broken\"");
  }

  @Test
  void allColumnsButSomeAreEventsWhereTheyFillNoField() {
    // given
    Unpivot unpivot = new Unpivot(List.of(), List.of("comment"), "sensor", "value");
    Decoder<SensorReading> decoder =
        csv(unpivot, "time", "site", "a", "comment", "value", "quality");

    // when
    List<SensorReading> readings =
        events(decoder.decode(line("2026-01-01T00:00:00Z;m1;1;fine;2;BAD")));

    // then a column called as the field is a sensor, for nothing else fills that field
    assertThat(readings)
        .extracting(SensorReading::getSensor, SensorReading::getValue)
        .containsExactly(tuple("a", 1.0), tuple("value", 2.0));
    assertThat(readings).allMatch(one -> one.getQuality().name().equals("BAD"));
  }

  @Test
  void numbersOfCellsAreOfTheStyleOfTheMapping() {
    // given
    NumberStyle german = new NumberStyle(',', '.', Percent.REFUSED, Suffixes.REFUSED);
    CsvFormat format =
        new CsvFormat(
            SITE.withUnpivot(TEMPERATURES).withNumbers(german),
            ';',
            List.of("timestamp", "site", "temp_1", "pressure [bar]"));

    // when
    List<SensorReading> readings =
        events(
            format
                .decoder(SensorReading.class)
                .decode(line("2026-01-01T00:00:00Z;m1;1.020,5;0,9")));

    // then
    assertThat(readings).extracting(SensorReading::getValue).containsExactly(1020.5, 0.9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamp,site,temp_1|'unpivot' finds no column 'pressure [bar]'; the columns are"
            + " timestamp, site, temp_1",
        "timestamp,site,pressure [bar]|'unpivot' finds no column 'temp_*'",
        "timestamp,site,temp_1,temp_1,pressure [bar]|two columns are named 'temp_1'",
      })
  void aHeaderThatDoesNotFitIsRefusedWithItsColumns(String header, String message) {
    assertThatThrownBy(() -> csv(TEMPERATURES, header.split(",")))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aColumnWithoutANameIsRefused() {
    Unpivot unpivot = new Unpivot(List.of(), List.of("timestamp"), "sensor", "value");
    assertThatThrownBy(() -> csv(unpivot, "", "timestamp", "site", "a"))
        .hasMessageContaining("column 1 has no name");
  }

  @Test
  void aMappingThatContradictsItselfIsRefused() {
    assertThatThrownBy(() -> new Unpivot(List.of(), List.of(), "sensor", "value"))
        .hasMessageContaining("needs either 'columns' or 'except'");
    assertThatThrownBy(() -> new Unpivot(List.of("a"), List.of(), "value", "value"))
        .hasMessageContaining("with both the name and the value");
    assertThatThrownBy(() -> check(new Unpivot(List.of("site"), List.of(), "sensor", "value")))
        .hasMessageContaining("'site' fills the field 'source'");
    assertThatThrownBy(() -> check(new Unpivot(List.of("a"), List.of(), "sensr", "value")))
        .hasMessageContaining("did you mean 'sensor'?");
  }

  @Test
  void aColumnOfAFieldThatIsNotReadIsNoEventEither() {
    // given a query that reads the value alone
    FieldMapping mapping =
        SITE.withUnpivot(new Unpivot(List.of(), List.of("comment"), "sensor", "value"))
            .unpivotFor(SensorReading.getClassSchema());
    RecordType<GenericRecord> values =
        RecordType.of(SensorReading.getClassSchema(), List.of("value"));
    List<String> header = List.of("timestamp", "site", "t", "comment");

    // when
    Decoded<GenericRecord> row =
        new CsvFormat(mapping, ';', header).decoder(values).decode(line("2026-01-01;7;20.5;ok"));
    Decoded<GenericRecord> object =
        JsonFormat.lines(mapping)
            .decoder(values)
            .decode(line("{\"timestamp\": \"2026-01-01\", \"site\": 7, \"t\": 20.5}"));

    // then
    assertThat(row.events()).extracting(event -> event.get("value")).containsExactly(20.5);
    assertThat(object.events()).extracting(event -> event.get("value")).containsExactly(20.5);
  }

  @Test
  void membersOfAnObjectAreEventsToo() {
    // given
    Decoder<SensorReading> decoder = json(TEMPERATURES);

    // when
    List<SensorReading> readings =
        events(
            decoder.decode(
                line(
                    """
                    {"temp_1": 20.5, "temp_2": "21", "temp_3": null, "other": {"x": 1},
                     "time": "2026-01-01T00:00:00Z", "site": "m1", "pressure [bar]": 1}
                    """)));

    // then
    assertThat(readings)
        .extracting(SensorReading::getSensor, SensorReading::getValue, SensorReading::getSource)
        .containsExactly(
            tuple("temp_1", 20.5, "m1"),
            tuple("temp_2", 21.0, "m1"),
            tuple("pressure [bar]", 1.0, "m1"));
  }

  @Test
  void anObjectLeavesNothingToTheNext() {
    // given
    Decoder<SensorReading> decoder = json(TEMPERATURES);
    String good = "{\"temp_1\": 1, \"time\": \"2026-01-01T00:00:00Z\", \"site\": \"m1\"}";
    List<SensorReading> before = events(decoder.decode(line(good)));

    // when
    Decoded<SensorReading> bad =
        decoder.decode(line("{\"temp_1\": 5, \"temp_2\": \"x\", \"site\": \"m2\"}"));

    // then
    assertThat(bad(bad).message()).isEqualTo("temp_2: expected a number, got \"x\"");
    assertThat(events(decoder.decode(line(good)))).isEqualTo(before).hasSize(1);
  }

  @Test
  void anObjectWithoutSuchMembersIsADeadLetterAndOneWhereAllAreNullIsNothing() {
    // given
    Decoder<SensorReading> decoder = json(TEMPERATURES);
    String shared = "\"time\": \"2026-01-01T00:00:00Z\", \"site\": \"m1\"}";

    // when, then
    assertThat(bad(decoder.decode(line("{\"tmp_1\": 1, " + shared))).message())
        .isEqualTo("expected a member temp_* or pressure [bar] for 'unpivot', the object has none");
    assertThat(decoder.decode(line("{\"temp_1\": null, " + shared)))
        .isInstanceOf(Decoded.Nothing.class);
  }

  @Test
  void oneEventAloneIsAsOneOfARow() {
    Decoder<SensorReading> decoder =
        csv(new Unpivot(List.of("a"), List.of(), "sensor", "value"), "time", "site", "a");
    assertThat(good(decoder.decode(line("2026-01-01T00:00:00Z;m1;4"))).getValue()).isEqualTo(4);
  }

  @Property(tries = 200)
  void aWideRowIsTheRowsOfALongTable(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
    // given
    List<String> columns = new ArrayList<>(List.of("time", "site"));
    IntStream.range(0, values.size()).forEach(index -> columns.add("temp_" + index));
    Decoder<SensorReading> wide =
        csv(
            new Unpivot(List.of("temp_*"), List.of(), "sensor", "value"),
            columns.toArray(String[]::new));
    Decoder<SensorReading> along =
        new CsvFormat(SITE, ';', List.of("time", "site", "sensor", "value"))
            .decoder(SensorReading.class);
    String shared = "2026-01-01T00:00:00Z;m1";

    // when
    List<SensorReading> events =
        events(
            wide.decode(
                line(
                    shared + values.stream().map(one -> ";" + one).collect(Collectors.joining()))));

    // then
    List<SensorReading> rows =
        IntStream.range(0, values.size())
            .mapToObj(
                index ->
                    good(along.decode(line(shared + ";temp_" + index + ";" + values.get(index)))))
            .toList();
    assertThat(events).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "temp_*,temp_1,true",
    "temp_*,temp_,true",
    "temp_*,tmp_1,false",
    "*_*,a_b,true",
    "*b,aabab,true",
    "a*b*c,abbc,true",
    "a*b*c,acb,false",
    "*,anything [°C],true",
    "exact,exact,true",
    "exact,exactly,false",
    "Air temperature [K],Air temperature [K],true",
  })
  void aStarStandsForAnyCharactersAndNothingElseDoes(String pattern, String name, boolean matches) {
    assertThat(Unpivot.matches(pattern, name)).isEqualTo(matches);
  }
}
