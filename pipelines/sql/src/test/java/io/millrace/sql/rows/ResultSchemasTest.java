package io.millrace.sql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sdk.MillraceException;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.NullType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class ResultSchemasTest {

  @Test
  void theRecordIsNamedByPipelineAndOutput() {
    // When
    Schema schema =
        ResultSchemas.of("plant/3d-line", "line_temperature", row(new IntType()), false);

    // Then
    assertThat(schema.getFullName()).isEqualTo("millrace.sql.plant._3d_line.LineTemperature");
  }

  @Test
  void whatMayBeNullIsNullByDefault() {
    // When
    Schema schema = ResultSchemas.of("p", "out", row(new BigIntType()), false);

    // Then
    assertThat(schema.getField("a").schema().toString()).isEqualTo("[\"null\",\"long\"]");
    assertThat(schema.getField("a").hasDefaultValue()).isTrue();
  }

  @Test
  void aTimestampIsAnInstantOfAsManyDigits() {
    // When
    Schema schema = ResultSchemas.of("p", "out", row(new TimestampType(false, 6)), false);

    // Then
    assertThat(schema.getField("a").schema().getLogicalType().getName())
        .isEqualTo("timestamp-micros");
  }

  @Test
  void resultsThatReplaceEachOtherHaveRevisionAndStatus() {
    // When
    Schema schema = ResultSchemas.of("p", "out", row(new IntType(false)), true);

    // Then
    assertThat(schema.getFields())
        .extracting(Schema.Field::name)
        .containsExactly("a", "revision", "status");
  }

  @Test
  void aColumnWithoutATypeIsRefused() {
    // When / Then
    assertThatThrownBy(() -> ResultSchemas.of("p", "out", row(new NullType()), false))
        .isInstanceOf(MillraceException.class)
        .hasMessage("column 'a' is of type NULL: say its type, as in CAST(NULL AS STRING)");
  }

  @Test
  void aMapWithOtherKeysThanTextsIsRefused() {
    // Given
    LogicalType map = new MapType(new IntType(), VarCharType.STRING_TYPE);

    // When / Then
    assertThatThrownBy(() -> ResultSchemas.of("p", "out", row(map), false))
        .isInstanceOf(MillraceException.class)
        .hasMessage("column 'a' is of type MAP<INT, STRING>: the keys of a map are strings");
  }

  private static RowType row(LogicalType type) {
    return RowType.of(new LogicalType[] {type}, new String[] {"a"});
  }
}
