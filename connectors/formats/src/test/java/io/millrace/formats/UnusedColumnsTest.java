package io.millrace.formats;

import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What fills no field is told of, once, and is a warning only where a field is without it. */
class UnusedColumnsTest {
  private static final FieldMapping MAPPING =
      new FieldMapping(
          Map.of("event_time", List.of("timestamp", "time")),
          Map.of("source", "m", "sensor", "s"),
          null,
          ZoneOffset.UTC);
  private static final String TIME = "2026-01-01T00:00:00Z";

  private static Decoder<SensorReading> csv(FieldMapping mapping, List<String> columns) {
    return new CsvFormat(mapping, ',', columns).decoder(SensorReading.class);
  }

  private static List<DataWarning> warnings(Decoder<SensorReading> decoder, String record) {
    Decoded<SensorReading> decoded = decoder.decode(line(record));
    assertThat(decoded).isNotInstanceOf(Decoded.Bad.class);
    return decoded instanceof Decoded.Ok<SensorReading> ok
        ? ok.warnings()
        : ((Decoded.Several<SensorReading>) decoded).warnings();
  }

  @Test
  void aMisspeltColumnIsAWarningAndTheOthersAreListed() {
    // given
    Decoder<SensorReading> decoder =
        csv(MAPPING, List.of("time", "value", "qualty", "Unit", "operator", "batch"));

    // when
    List<DataWarning> first = warnings(decoder, TIME + ",1,BAD,kPa,jo,7");
    List<DataWarning> second = warnings(decoder, TIME + ",2,BAD,kPa,jo,7");

    // then
    assertThat(first)
        .extracting(DataWarning::kind, DataWarning::detail, DataWarning::place)
        .containsExactly(
            tuple(
                Warning.UNUSED_COLUMN,
                "column \"qualty\", did you mean 'quality'?",
                "folder/pump-7.day1.csv:12"),
            tuple(
                Warning.UNUSED_COLUMN,
                "column \"Unit\", did you mean 'unit'?",
                "folder/pump-7.day1.csv:12"),
            tuple(Warning.IGNORED_COLUMN, "operator", "folder/pump-7.day1.csv:12"),
            tuple(Warning.IGNORED_COLUMN, "batch", "folder/pump-7.day1.csv:12"));
    assertThat(second).isEmpty();
  }

  @Test
  void whereTheFieldHasItsColumnANameLikeItIsNoWarning() {
    // given
    Decoder<SensorReading> decoder =
        csv(MAPPING, List.of("time", "value", "quality", "qualty", "timestmp"));

    // when, then
    assertThat(warnings(decoder, TIME + ",1,BAD,x,y"))
        .extracting(DataWarning::kind)
        .containsOnly(Warning.IGNORED_COLUMN);
  }

  @Test
  void fiftyFurtherColumnsOfAnExportAreNoWarning() {
    // given
    List<String> columns =
        Stream.concat(
                Stream.of("time", "value"), IntStream.range(0, 50).mapToObj(one -> "x_" + one))
            .toList();
    String row = TIME + ",1" + ",z".repeat(50);

    // when
    List<DataWarning> warnings = warnings(csv(MAPPING, columns), row);

    // then
    assertThat(warnings).hasSize(21).allMatch(one -> one.kind().isQuiet());
    assertThat(warnings.get(20).detail()).isEqualTo("and others");
  }

  @Test
  void aBadRowKeepsNothingBack() {
    // given
    Decoder<SensorReading> decoder = csv(MAPPING, List.of("time", "value", "qualty"));

    // when
    Decoded<SensorReading> bad = decoder.decode(line(TIME + ",warm,BAD"));

    // then
    assertThat(bad).isInstanceOf(Decoded.Bad.class);
    assertThat(warnings(decoder, TIME + ",1,BAD")).hasSize(1);
  }

  @Test
  void membersAreToldOfWhenTheyAreFirstSeen() {
    // given
    Decoder<SensorReading> decoder = JsonFormat.lines(MAPPING).decoder(SensorReading.class);

    // when
    List<DataWarning> first =
        warnings(decoder, "{\"time\": \"" + TIME + "\", \"qualty\": \"BAD\", \"site\": {}}");
    Decoded<SensorReading> bad = decoder.decode(line("{\"time\": \"x\", \"other\": 1}"));
    List<DataWarning> later =
        warnings(
            decoder, "{\"qualty\": \"BAD\", \"epoc\": 1, \"site\": 1, \"time\": \"" + TIME + "\"}");

    // then
    assertThat(first)
        .extracting(DataWarning::detail)
        .containsExactly("member \"qualty\", did you mean 'quality'?", "site");
    assertThat(bad).isInstanceOf(Decoded.Bad.class);
    assertThat(later)
        .extracting(DataWarning::detail)
        .containsExactly("member \"epoc\", did you mean 'epoch'?");
  }

  @Test
  void membersInsideOfOthersAreNotLookedAt() {
    // given
    Decoder<SensorReading> decoder = JsonFormat.lines(MAPPING).decoder(SensorReading.class);

    // when, then
    assertThat(
            warnings(
                decoder, "{\"time\": \"" + TIME + "\", \"site\": {\"qualty\": {\"unti\": 1}}}"))
        .extracting(DataWarning::detail)
        .containsExactly("site");
  }

  @Test
  void whatUnpivotTakesIsUsed() {
    // given
    FieldMapping wide =
        MAPPING.withUnpivot(new Unpivot(List.of("t_*"), List.of(), "sensor", "value"));
    String members =
        IntStream.range(0, 3)
            .mapToObj(one -> "\"t_" + one + "\": 1")
            .collect(Collectors.joining(","));

    // when, then
    assertThat(warnings(csv(wide, List.of("time", "t_1", "t_2", "note")), TIME + ",1,2,x"))
        .extracting(DataWarning::detail)
        .containsExactly("note");
    assertThat(
            warnings(
                JsonFormat.lines(wide).decoder(SensorReading.class),
                "{" + members + ", \"note\": 1, \"time\": \"" + TIME + "\"}"))
        .extracting(DataWarning::detail)
        .containsExactly("note");
  }
}
