package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.postgres.test.Colour;
import io.millrace.postgres.test.Digest;
import io.millrace.postgres.test.Everything;
import io.millrace.postgres.test.Inner;
import io.millrace.sdk.avro.RecordType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final UUID ID = UUID.fromString("4f1c8a52-6f5e-4b2a-9a51-0c6f8f3f7a11");
  private static final Instant INSTANT = Instant.parse("2026-03-01T10:20:30.123456Z");

  @Test
  void eachTypeIsReadBackAsItWasWritten() throws Exception {
    // Given
    PostgresTable table = table();
    Everything result =
        everything("plain")
            .setAString("naïve \uD83D\uDE00 'quoted' \\")
            .setMillis(Instant.parse("2026-03-01T10:20:30.123Z"))
            .setNested(new Inner(INSTANT, decimal("1.500"), bytes("xyz")))
            .setEither(7L)
            .build();

    // When
    write(table, result);

    // Then
    assertThat(Database.query("SELECT * FROM " + table.name()))
        .containsExactly(
            List.of(
                "plain",
                "2026-03-01",
                "naïve \uD83D\uDE00 'quoted' \\",
                "-2147483648",
                "9223372036854775807",
                "1.5",
                "0.1",
                "t",
                "\\x00ff",
                "\\x01020304",
                "GREEN",
                "2026-03-01 10:20:30.123456+00",
                "2026-03-01 10:20:30.123+00",
                "2026-03-01 10:20:30.123456",
                "23:59:59.999999",
                "-123456789.123",
                ID.toString(),
                "[1.5, \"NaN\", \"-Infinity\"]",
                "{\"a\": \"1\", \"b\": null}",
                "{\"at\": \"2026-03-01T10:20:30.123456Z\", \"raw\": \"eHl6\", \"cost\": 1.500}",
                "7",
                "3",
                "0"));
  }

  @Test
  void whatPostgresqlCannotHoldBecomesTheNearestThatItCan() throws Exception {
    // Given
    PostgresTable table = table();
    Everything result =
        everything("a\u0000b\uD800")
            .setAString("\u0000")
            .setADouble(Double.NaN)
            .setAFloat(Float.NEGATIVE_INFINITY)
            .setMicros(Instant.EPOCH.minusSeconds(Long.MAX_VALUE / 1_000_000))
            .setMillis(Instant.ofEpochMilli(Long.MAX_VALUE))
            .setLabels(Map.of("k\u0000", "v\u0000"))
            .build();

    // When
    write(table, result);

    // Then
    assertThat(
            Database.query(
                "SELECT id, a_string, a_double, a_float, micros, millis, labels, either FROM "
                    + table.name()))
        .containsExactly(
            Arrays.asList(
                "a\uFFFDb\uFFFD",
                "\uFFFD",
                "NaN",
                "-Infinity",
                "-infinity",
                "infinity",
                "{\"k\uFFFD\": \"v\uFFFD\"}",
                null));
  }

  @Test
  void aRecordThatHoldsAvrosOwnTypesGivesTheSameRow() throws Exception {
    // Given
    Schema schema =
        SchemaBuilder.record("Raw")
            .fields()
            .requiredString("id")
            .name("at")
            .type(logical("long", "timestamp-micros"))
            .noDefault()
            .name("day")
            .type(logical("int", "date"))
            .noDefault()
            .name("clock")
            .type(logical("int", "time-millis"))
            .noDefault()
            .endRecord();
    PostgresTable table = PostgresTable.of(schema, List.of("id"), Database.newTableName());
    GenericRecord result = new GenericData.Record(schema);
    result.put("id", "raw");
    result.put("at", 1_000_001L);
    result.put("day", 1);
    result.put("clock", 1_500);

    // When
    write(table, result);

    // Then
    assertThat(Database.query("SELECT * FROM " + table.name()))
        .containsExactly(
            List.of("raw", "1970-01-01 00:00:01.000001+00", "1970-01-02", "00:00:01.5", "3", "0"));
  }

  private static Schema logical(String type, String logicalType) {
    return new Schema.Parser()
        .parse("{\"type\": \"" + type + "\", \"logicalType\": \"" + logicalType + "\"}");
  }

  private static PostgresTable table() {
    return PostgresTable.of(
        RecordType.of(Everything.class), List.of("id", "day"), Database.newTableName());
  }

  private static Everything.Builder everything(String id) {
    return Everything.newBuilder()
        .setId(id)
        .setDay(LocalDate.of(2026, 3, 1))
        .setAnInt(Integer.MIN_VALUE)
        .setALong(Long.MAX_VALUE)
        .setAFloat(1.5f)
        .setADouble(0.1)
        .setABoolean(true)
        .setSomeBytes(ByteBuffer.wrap(new byte[] {0, (byte) 0xff}))
        .setADigest(new Digest(new byte[] {1, 2, 3, 4}))
        .setAColour(Colour.GREEN)
        .setMicros(INSTANT)
        .setLocalMicros(LocalDateTime.of(2026, 3, 1, 10, 20, 30, 123_456_000))
        .setTimeOfDay(LocalTime.of(23, 59, 59, 999_999_000))
        .setPrice(decimal("-123456789.123"))
        .setAUuid(ID)
        .setNumbers(List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY))
        .setLabels(labels());
  }

  private static Map<String, String> labels() {
    Map<String, String> labels = new java.util.TreeMap<>(Map.of("a", "1"));
    labels.put("b", null);
    return labels;
  }

  private static ByteBuffer decimal(String text) {
    return ByteBuffer.wrap(new BigDecimal(text).unscaledValue().toByteArray());
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(PostgresTable table, org.apache.avro.generic.IndexedRecord result)
      throws InterruptedException {
    RecordedIncidents incidents = new RecordedIncidents();
    try (RowWriter writer =
        new RowWriter(Database.connection(), table, PostgresOptions.defaults(), incidents)) {
      writer.write(List.of(table.row(result, 3, 0)));
    }
    assertThat(incidents.refusals()).extracting(SQLException::getMessage).isEmpty();
  }
}
