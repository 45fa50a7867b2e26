package io.millrace.sql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sdk.MillraceException;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypesTest {

  @Test
  void everyAvroTypeHasItsColumn() {
    // When
    String columns =
        ColumnTypes.of(Everything.SCHEMA).getFields().stream()
            .map(field -> field.getName() + " " + field.getType().asSummaryString())
            .collect(Collectors.joining("\n"));

    // Then
    assertThat(columns)
        .isEqualTo(
            """
            a_boolean BOOLEAN NOT NULL
            an_int INT NOT NULL
            a_long BIGINT NOT NULL
            a_float FLOAT NOT NULL
            a_double DOUBLE NOT NULL
            a_string STRING NOT NULL
            some_bytes BYTES NOT NULL
            a_fixed BINARY(4) NOT NULL
            an_enum STRING NOT NULL
            an_optional BIGINT
            an_optional_last STRING
            an_array ARRAY<INT> NOT NULL
            a_map MAP<STRING NOT NULL, DOUBLE NOT NULL> NOT NULL
            a_record ROW<`x` INT NOT NULL, `label` STRING> NOT NULL
            records ARRAY<ROW<`x` INT NOT NULL, `label` STRING> NOT NULL> NOT NULL
            a_decimal DECIMAL(9, 2)
            a_fixed_decimal DECIMAL(18, 4)
            a_date DATE NOT NULL
            a_time TIME(3) NOT NULL
            a_time_us TIME(3) NOT NULL
            an_instant_ms TIMESTAMP_LTZ(3) NOT NULL
            an_instant_us TIMESTAMP_LTZ(6) NOT NULL
            an_instant_ns TIMESTAMP_LTZ(9) NOT NULL
            a_local_ms TIMESTAMP(3) NOT NULL
            a_local_us TIMESTAMP(6) NOT NULL
            a_local_ns TIMESTAMP(9) NOT NULL
            a_uuid STRING NOT NULL\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "[\"string\", \"int\"]|field R.f is a union of several types; a column is of one type or"
            + " null",
        "{\"type\": \"array\", \"items\": [\"string\", \"int\"]}|field R.f[] is a union of several"
            + " types; a column is of one type or null",
        "\"null\"|field R.f is always null; a column is of some type",
        "[\"null\", \"R\"]|field R.f holds a R within itself",
        "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 40}|field R.f is a"
            + " decimal of 40 digits; SQL has 38",
        "{\"type\": \"bytes\", \"logicalType\": \"big-decimal\"}|field R.f is a big-decimal, which"
            + " has no fixed scale",
      })
  void whatHasNoColumnIsRefusedByItsField(String type, String message) {
    // Given
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"f\", \"type\": "
                    + type
                    + "}]}");

    // When / Then
    assertThatThrownBy(() -> ColumnTypes.of(schema))
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith(message);
  }
}
