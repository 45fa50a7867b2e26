package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.industrial.Rollup;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTableTest {
  private static final List<String> KEY = List.of("source", "sensor", "window_start");

  @Test
  void columnsAreTheFieldsInTheirOrderAndTheGenerationAndTheAttempt() {
    // When
    String sql = PostgresTable.of(RecordType.of(Rollup.class), KEY, "plant.rollup").definition();

    // Then
    assertThat(sql)
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "plant"."rollup" (
              "source" text NOT NULL,
              "sensor" text NOT NULL,
              "window_start" timestamp with time zone NOT NULL,
              "window_end" timestamp with time zone NOT NULL,
              "count" bigint NOT NULL,
              "min" double precision NOT NULL,
              "max" double precision NOT NULL,
              "mean" double precision NOT NULL,
              "stddev" double precision NOT NULL,
              "first" double precision NOT NULL,
              "last" double precision NOT NULL,
              "p50" double precision NOT NULL,
              "p95" double precision NOT NULL,
              "p99" double precision NOT NULL,
              "revision" integer NOT NULL,
              "status" text NOT NULL,
              "generation" bigint NOT NULL,
              "attempt" bigint NOT NULL,
              PRIMARY KEY ("source", "sensor", "window_start")
            )""");
  }

  @Test
  void anOutputWithoutRevisionIsReplacedByItsGenerationAndAttemptAlone() {
    // Given
    Schema schema =
        SchemaBuilder.record("Plain")
            .fields()
            .requiredString("id")
            .optionalInt("revision")
            .endRecord();

    // When
    String sql = PostgresTable.of(schema, List.of("id"), "plain").upsert();

    // Then
    assertThat(sql)
        .isEqualTo(
            "INSERT INTO \"plain\" AS stored (\"id\", \"revision\", \"generation\","
                + " \"attempt\") VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (\"id\") DO UPDATE SET \"revision\" = EXCLUDED.\"revision\","
                + " \"generation\" = EXCLUDED.\"generation\", \"attempt\" = EXCLUDED.\"attempt\""
                + " WHERE (stored.\"generation\", stored.\"attempt\")"
                + " <= (EXCLUDED.\"generation\", EXCLUDED.\"attempt\")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Rollup",
        "roll-up",
        "9lives",
        "a\"; DROP TABLE users; --",
        "a.b.c",
        ".rollup",
        "plant.",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void namesOfAnotherShapeAreRefused(String name) {
    // When
    var refusal =
        assertThatThrownBy(() -> PostgresTable.of(RecordType.of(Rollup.class), KEY, name));

    // Then
    refusal.isInstanceOf(MillraceException.class).hasMessageContaining("expected a-z, 0-9 and '_'");
  }

  @Test
  void fieldsThatCannotBeColumnsAreRefused() {
    refused(record("camelCase"), "Field of output table t, 'camelCase' can't be used");
    refused(record("xmin"), "Field 'xmin' of table t has the name of a column of PostgreSQL's own");
    refused(record("generation"), "has a field 'generation', which is a column of every table");
    refused(record("attempt"), "has a field 'attempt', which is a column of every table");
  }

  @Test
  void keysThatIdentifyNothingAreRefused() {
    // Given
    Schema schema =
        SchemaBuilder.record("Keyed")
            .fields()
            .requiredString("id")
            .optionalString("maybe")
            .requiredDouble("number")
            .endRecord();

    // Then
    assertThatThrownBy(() -> PostgresTable.of(schema, List.of(), "t"))
        .hasMessageContaining("expected one field or more");
    assertThatThrownBy(() -> PostgresTable.of(schema, List.of("id", "id"), "t"))
        .hasMessageContaining("each once");
    assertThatThrownBy(() -> PostgresTable.of(schema, List.of("ident"), "t"))
        .hasMessage(
            "Key field 'ident' of output table t is no field of the output; it has id, maybe, number");
    assertThatThrownBy(() -> PostgresTable.of(schema, List.of("maybe"), "t"))
        .hasMessageContaining("'maybe' of output table t is text or null; expected");
    assertThatThrownBy(() -> PostgresTable.of(schema, List.of("number"), "t"))
        .hasMessageContaining("'number' of output table t is double precision; expected");
  }

  private static Schema record(String field) {
    return SchemaBuilder.record("Odd")
        .fields()
        .requiredString("id")
        .requiredLong(field)
        .endRecord();
  }

  private static void refused(Schema schema, String message) {
    assertThatThrownBy(() -> PostgresTable.of(schema, List.of("id"), "t"))
        .isInstanceOfSatisfying(
            MillraceException.class,
            refusal -> assertThat(refusal.code().category()).isEqualTo(ErrorCode.Category.USER))
        .hasMessageContaining(message);
  }
}
