package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.postgres.test.Colour;
import io.millrace.postgres.test.Digest;
import io.millrace.postgres.test.Everything;
import io.millrace.postgres.test.Inner;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TableReaderTest {
  private static final PostgresOptions OPTIONS = PostgresOptions.defaults();

  @Test
  void aRowBecomesTheCanonicalJsonOfItsResult() throws Exception {
    // Given
    PostgresTable table =
        PostgresTable.of(RecordType.of(Everything.class), List.of("id"), Database.newTableName());
    write(table, everything());

    // When
    List<String> results = read(table);

    // Then
    assertThat(results)
        .containsExactly(
            """
            {"id":"x","day":"2026-03-01","a_string":null,"an_int":-7,"a_long":9223372036854775807,\
            "a_float":0.1,"a_double":null,"a_boolean":true,"some_bytes_base64":"AP8=",\
            "a_digest":"abcd","a_colour":"GREEN","micros":"2026-03-01T10:20:30.123456Z",\
            "millis":"2026-03-01T10:20:30Z","local_micros":"2026-03-01T10:20",\
            "time_of_day":"23:59:59.999999","price":-123456789.120,\
            "a_uuid":"4f1c8a52-6f5e-4b2a-9a51-0c6f8f3f7a11","numbers":[1.5,null,null],\
            "labels":{"a":"1"},\
            "nested":{"at":"2026-03-01T10:20:30.123456Z","raw":"xyz","cost":1.500},\
            "either":"7"}""");
  }

  @Test
  void aTableOfMoreRowsThanAreFetchedAtOnceIsReadToItsEnd() throws Exception {
    // Given
    PostgresTable table = Rollups.table(Database.newTableName());
    Database.create(table);
    Database.execute(
        "INSERT INTO "
            + table.name()
            + " SELECT 'm' || i, 't', now(), now(), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 'FINAL', 0, 0"
            + " FROM generate_series(1, 4100) AS i");

    // When
    List<String> results = read(table);

    // Then
    assertThat(results).hasSize(4_100).doesNotHaveDuplicates();
  }

  @Test
  void aTableThatIsNotThereIsRefused() {
    // Given
    PostgresTable table = Rollups.table("nowhere.at_all");

    // When
    MillraceException refused = catchThrowableOfType(MillraceException.class, () -> read(table));

    // Then
    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(refused).hasMessageContaining("nowhere.at_all").hasMessageContaining("not exist");
  }

  @Test
  void aTableWhoseRowsCantBeToldApartIsRefused() throws Exception {
    // Given
    PostgresTable table = Rollups.table(Database.newTableName());
    PostgresTable copy = Rollups.table(Database.newTableName());
    Database.create(table);
    Database.execute("CREATE TABLE " + copy.name() + " AS SELECT * FROM " + table.name());

    // When
    MillraceException refused = catchThrowableOfType(MillraceException.class, () -> read(copy));

    // Then
    assertThat(refused)
        .hasMessageContaining(copy.name())
        .hasMessageContaining("no unique key on exactly (source, sensor, window_start)");
  }

  private static List<String> read(PostgresTable table) {
    List<String> results = new ArrayList<>();
    Database.connection().read(table, results::add);
    return results;
  }

  private static void write(PostgresTable table, Everything result) throws InterruptedException {
    try (RowWriter writer =
        new RowWriter(Database.connection(), table, OPTIONS, new RecordedIncidents())) {
      writer.write(List.of(table.row(result, 3, 0)));
    }
  }

  private static Everything everything() {
    Instant instant = Instant.parse("2026-03-01T10:20:30.123456Z");
    return Everything.newBuilder()
        .setId("x")
        .setDay(LocalDate.of(2026, 3, 1))
        .setAnInt(-7)
        .setALong(Long.MAX_VALUE)
        .setAFloat(0.1f)
        .setADouble(Double.NaN)
        .setABoolean(true)
        .setSomeBytes(ByteBuffer.wrap(new byte[] {0, (byte) 0xff}))
        .setADigest(new Digest(new byte[] {'a', 'b', 'c', 'd'}))
        .setAColour(Colour.GREEN)
        .setMicros(instant)
        .setMillis(Instant.parse("2026-03-01T10:20:30Z"))
        .setLocalMicros(LocalDateTime.of(2026, 3, 1, 10, 20))
        .setTimeOfDay(LocalTime.of(23, 59, 59, 999_999_000))
        .setPrice(decimal("-123456789.120"))
        .setAUuid(UUID.fromString("4f1c8a52-6f5e-4b2a-9a51-0c6f8f3f7a11"))
        .setNumbers(Arrays.asList(1.5, Double.NaN, Double.NEGATIVE_INFINITY))
        .setLabels(Map.of("a", "1"))
        .setNested(new Inner(instant, decimal("1.500"), ByteBuffer.wrap("xyz".getBytes())))
        .setEither("7")
        .build();
  }

  private static ByteBuffer decimal(String text) {
    return ByteBuffer.wrap(new BigDecimal(text).unscaledValue().toByteArray());
  }
}
