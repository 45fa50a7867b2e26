package io.millrace.formats.avro;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Avro records of a name and shape of their own, read as a shipped schema. */
class RecordPlanTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.250Z");

  private static final String MILLIS =
      "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";

  private static final Schema MEASUREMENT =
      schema(
          """
          {"type": "record", "name": "Measurement", "namespace": "sensors.avro", "fields": [
            {"name": "device", "type": {"type": "record", "name": "Device", "fields": [
              {"name": "id", "type": "string"}, {"name": "site", "type": ["null", "string"]}]}},
            {"name": "unused", "type": {"type": "array", "items": "long"}},
            {"name": "reading", "type": ["null", {"type": "record", "name": "Reading", "fields": [
              {"name": "val", "type": "float"}, {"name": "unit", "type": "string"}]}]},
            {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["temperature", "level"]}},
            {"name": "at", "type": %s}]}
          """
              .formatted(MILLIS));

  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "source", List.of("machine", "device.id"),
          "sensor", List.of("kind"),
          "value", List.of("reading.val"),
          "unit", List.of("reading.unit"),
          "event_time", List.of("at"));

  @Test
  void fieldsOfRecordsWithinAreReadByTheMapping() {
    // given
    GenericRecord written = measurement("m1", 20.5f);

    // when
    SensorReading read =
        good(decode(written, mapping(FIELDS, Map.of("quality", "UNCERTAIN"), null)));

    // then
    assertThat(read)
        .isEqualTo(
            SensorReading.newBuilder()
                .setSource("m1")
                .setSensor("temperature")
                .setEventTime(TIME)
                .setValue(20.5)
                .setUnit("C")
                .setQuality(ReadingQuality.UNCERTAIN)
                .build());
  }

  @Test
  void aRecordOfAnotherNameIsReadByItsFieldsWithoutAMapping() {
    // given what a colleague's registry calls it, with an alias on its side
    Schema other =
        schema(
            """
            {"type": "record", "name": "R", "namespace": "x", "fields": [
              {"name": "value", "type": "int"}, {"name": "more", "type": "bytes"},
              {"name": "machine", "type": "string", "aliases": ["source"]},
              {"name": "sensor", "type": ["null", "string"]},
              {"name": "event_time", "type": %s}]}
            """
                .formatted(MILLIS));
    GenericRecord written = new GenericData.Record(other);
    written.put("value", 7);
    written.put("more", ByteBuffer.allocate(3));
    written.put("machine", "m1");
    written.put("sensor", "t");
    written.put("event_time", TIME.toEpochMilli());

    // when
    SensorReading read = good(decode(written, FieldMapping.none()));
    written.put("sensor", null);
    Decoded.Bad<?> nothing = bad(decode(written, FieldMapping.none()));

    // then
    assertThat(read.getSource()).isEqualTo("m1");
    assertThat(read.getValue()).isEqualTo(7.0);
    assertThat(read.getEventTime()).isEqualTo(TIME);
    assertThat(read.getQuality()).isEqualTo(ReadingQuality.GOOD);
    assertThat(nothing.code()).isEqualTo(ErrorCode.WRONG_FIELD);
    assertThat(nothing.message()).isEqualTo("sensor: expected a string, got null");
  }

  @Test
  void whatNoFieldFillsIsRefusedWithBothSchemasAndWhatToWrite() {
    // when
    Decoded.Bad<?> refused = bad(decode(measurement("m1", 1), FieldMapping.none()));

    // then
    assertThat(refused.code()).isEqualTo(ErrorCode.WRONG_FIELD);
    assertThat(refused.message())
        .startsWith(
            "a record of the schema sensors.avro.Measurement can't be read as SensorReading: source:"
                + " no field source; sensor: no field sensor; event_time: no field event_time."
                + " Measurement has device {id, site}, unused (array), reading {val, unit}, kind"
                + " (enum), at (timestamp-millis).")
        .contains("fields: {source: [outer.inner]}");
  }

  @Test
  void aNullOnTheWayTakesTheConstantElseIsNull() {
    // given
    GenericRecord written = measurement("m1", 1);
    written.put("reading", null);

    // when
    SensorReading empty = good(decode(written, mapping(FIELDS, Map.of(), null)));
    SensorReading read = good(decode(written, mapping(FIELDS, Map.of("value", "-1"), null)));

    // then
    assertThat(empty.getValue()).isNull();
    assertThat(read.getValue()).isEqualTo(-1);
    assertThat(read.getUnit()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"long\"|1767225600|seconds",
        "\"int\"|1767225600|seconds",
        "\"double\"|1767225600.0|seconds",
        "\"long\"|1767225600000|millis",
        "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}|1767225600000000|",
        "{\"type\": \"long\", \"logicalType\": \"timestamp-nanos\"}|1767225600000000000|",
        "{\"type\": \"long\", \"logicalType\": \"local-timestamp-millis\"}|1767229200000|"
      })
  void timesAreReadByTheirLogicalTypeOrTheFormatOfTheMapping(
      String type, String number, String format) {
    // given, in a zone that is an hour ahead
    GenericRecord written = reading("event_time", type);
    written.put("event_time", number(type, number));

    // when
    SensorReading read = good(decode(written, mapping(Map.of(), Map.of(), format)));

    // then
    assertThat(read.getEventTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aPlainNumberIsNoTimeUnlessTheMappingSaysItsUnit() {
    // given
    GenericRecord written = reading("event_time", "\"long\"");
    written.put("event_time", 1_767_225_600L);

    // when
    Decoded.Bad<?> refused = bad(decode(written, FieldMapping.none()));

    // then
    assertThat(refused.message())
        .contains("event_time: a long without a logical type does not say its unit")
        .contains("time-format: seconds");
  }

  @Test
  void aUnionOfSeveralTypesIsReadByTheBranchOfEachValue() {
    // given
    GenericRecord written = reading("value", "[\"null\", \"long\", \"string\", \"boolean\"]");
    written.put("value", 5L);
    GenericData.Record other = new GenericData.Record((GenericData.Record) written, true);
    GenericData.Record text = new GenericData.Record((GenericData.Record) written, true);
    GenericData.Record unfit = new GenericData.Record((GenericData.Record) written, true);
    other.put("value", "2.5");
    text.put("value", "warm");
    unfit.put("value", true);

    // then
    assertThat(good(decode(written, FieldMapping.none())).getValue()).isEqualTo(5);
    assertThat(good(decode(other, FieldMapping.none())).getValue()).isEqualTo(2.5);
    assertThat(bad(decode(text, FieldMapping.none())).message())
        .isEqualTo("value: expected a number, got \"warm\"");
    assertThat(bad(decode(unfit, FieldMapping.none())).message())
        .isEqualTo("value: expected a double, got a boolean");
  }

  @Test
  void aWayThatTheWriterDoesNotHaveIsRefusedEvenWhereTheFieldHasADefault() {
    // given
    Map<String, List<String>> fields = new java.util.HashMap<>(FIELDS);
    fields.put("value", List.of("reading.vall"));

    // when
    Decoded.Bad<?> refused = bad(decode(measurement("m1", 1), mapping(fields, Map.of(), null)));

    // then
    assertThat(refused.message()).contains("value: no field reading.vall.");
  }

  @Test
  void aTypeThatNoRuleTurnsIntoAnotherIsRefused() {
    // given
    GenericRecord written = reading("value", "{\"type\": \"array\", \"items\": \"double\"}");
    written.put("value", List.of(1.0));

    // when
    Decoded.Bad<?> refused = bad(decode(written, FieldMapping.none()));

    // then
    assertThat(refused.message())
        .contains("value: array can't be read as double (the writer's value)");
  }

  @Test
  void aWayThatAWriterOfTheSameNameDoesNotHaveIsRefusedAsWell() {
    // given
    Schema schema = SensorReading.getClassSchema();
    GenericRecord written = new GenericData.Record(schema);
    written.put("source", "m1");
    written.put("sensor", "t");
    written.put("event_time", 1_767_225_600_000_000L);
    written.put("value", 1.0);
    written.put("quality", new GenericData.EnumSymbol(schema.getField("quality").schema(), "GOOD"));
    written.put("epoch", 0L);
    Map<String, List<String>> misspelt = Map.of("value", List.of("valeu"));

    // when
    SensorReading read = good(decode(written, FieldMapping.none()));
    Decoded.Bad<?> refused = bad(decode(written, mapping(misspelt, Map.of(), null)));

    // then
    assertThat(read.getValue()).isEqualTo(1.0);
    assertThat(refused.message()).contains("value: no field valeu.");
  }

  @Test
  void wordsOfTheMappingAreReadFromTextsOfAvro() {
    // given
    FieldMapping words =
        mapping(Map.of("quality", List.of("sensor")), Map.of(), null)
            .withValues(Map.of("quality", Map.of("t", "BAD")));

    // when
    SensorReading read = good(decode(reading("value", "\"double\""), words));

    // then
    assertThat(read.getQuality()).isEqualTo(ReadingQuality.BAD);
  }

  @Test
  void bytesThatAreNoTextAreADeadLetter() {
    // given
    GenericRecord written = reading("value", "\"bytes\"");
    written.put("source", "2.5");
    FieldMapping mapping =
        mapping(Map.of("unit", List.of("value"), "value", List.of("source")), Map.of(), null);

    // when
    written.put("value", ByteBuffer.wrap(new byte[] {'m', 'm'}));
    SensorReading read = good(decode(written, mapping));
    written.put("value", ByteBuffer.wrap(new byte[] {'m', (byte) 0xB2}));
    Decoded.Bad<?> wrong = bad(decode(written, mapping));

    // then
    assertThat(read.getUnit()).isEqualTo("mm");
    assertThat(wrong.message()).contains("not UTF-8: the byte at position 1 is wrong");
  }

  @Test
  void aLocalTimestampThatThereIsTwiceIsWarnedOf() {
    // given
    FieldMapping berlin = new FieldMapping(Map.of(), Map.of(), null, ZoneId.of("Europe/Berlin"));
    GenericRecord written =
        reading("event_time", "{\"type\": \"long\", \"logicalType\": \"local-timestamp-millis\"}");
    Instant local = Instant.parse("2025-10-26T02:30:00Z");
    written.put("event_time", local.toEpochMilli());

    // when
    Decoded<SensorReading> decoded = decode(written, berlin);

    // then
    assertThat(good(decoded).getEventTime()).isEqualTo("2025-10-26T00:30:00Z");
    assertThat(((Decoded.Ok<SensorReading>) decoded).warnings())
        .extracting(DataWarning::kind, DataWarning::detail)
        .containsExactly(tuple(Warning.AMBIGUOUS_TIME, "field 'event_time'"));
  }

  private static GenericRecord measurement(String device, float value) {
    GenericRecord within = new GenericData.Record(MEASUREMENT.getField("device").schema());
    within.put("id", device);
    GenericRecord reading =
        new GenericData.Record(MEASUREMENT.getField("reading").schema().getTypes().get(1));
    reading.put("val", value);
    reading.put("unit", "C");
    GenericRecord record = new GenericData.Record(MEASUREMENT);
    record.put("device", within);
    record.put("unused", List.of(1L, 2L));
    record.put("reading", reading);
    record.put(
        "kind", new GenericData.EnumSymbol(MEASUREMENT.getField("kind").schema(), "temperature"));
    record.put("at", TIME.toEpochMilli());
    return record;
  }

  /** A reading of another name, of which one field is of another type. */
  private static GenericRecord reading(String field, String type) {
    String text =
        "{\"type\": \"record\", \"name\": \"R\", \"fields\": ["
            + "{\"name\": \"source\", \"type\": \"string\"}, {\"name\": \"sensor\", \"type\":"
            + " \"string\"}, {\"name\": \"value\", \"type\": "
            + (field.equals("value") ? type : "\"double\"")
            + "}, {\"name\": \"event_time\", \"type\": "
            + (field.equals("event_time") ? type : MILLIS)
            + "}]}";
    GenericRecord record = new GenericData.Record(schema(text));
    record.put("source", "m1");
    record.put("sensor", "t");
    record.put("value", 1.0);
    record.put("event_time", TIME.toEpochMilli());
    return record;
  }

  private static Object number(String type, String text) {
    return switch (type) {
      case "\"int\"" -> (Object) Integer.valueOf(text);
      case "\"double\"" -> Double.valueOf(text);
      default -> Long.valueOf(text);
    };
  }

  private static FieldMapping mapping(
      Map<String, List<String>> fields, Map<String, String> constants, String timeFormat) {
    return new FieldMapping(fields, constants, timeFormat, ZoneId.of("+01:00"));
  }

  private static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }

  /** What becomes of a record in single-object encoding. */
  private static Decoded<SensorReading> decode(GenericRecord written, FieldMapping mapping) {
    // As they are: the values above are those of Avro, without logical types.
    RecordType<GenericRecord> type = new RecordType<>(GenericRecord.class, plain(written));
    GenericRecord plain = new GenericData.Record(type.schema());
    type.schema().getFields().forEach(field -> plain.put(field.pos(), written.get(field.pos())));
    byte[] body = new SingleObject<>(type).encode(plain);
    WriterSchemas.Provider known = WriterSchemas.shippedAnd(List.of(written.getSchema()));
    Decoder<SensorReading> decoder = new AvroFormat(known, mapping).decoder(SensorReading.class);
    return decoder.decode(RawRecord.inFile(body, "x/m7.avro", 3));
  }

  /** The fingerprint knows no logical types, so the writer's schema is found without them too. */
  private static Schema plain(GenericRecord written) {
    return new Schema.Parser()
        .parse(
            written.getSchema().toString().replaceAll("\"logicalType\":\"[a-z-]*\"", "\"l\":\"\""));
  }
}
