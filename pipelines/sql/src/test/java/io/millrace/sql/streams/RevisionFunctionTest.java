package io.millrace.sql.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import io.millrace.sql.rows.ResultSchemas;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class RevisionFunctionTest {
  private static final RowType COLUMNS =
      RowType.of(
          new LogicalType[] {new VarCharType(false, VarCharType.MAX_LENGTH), new BigIntType(false)},
          new String[] {"source", "readings"});
  private static final RecordType<GenericRecord> TYPE =
      RecordType.of(ResultSchemas.of("p", "out", COLUMNS, true));

  @Test
  void aRowTakenBackAndReplacedIsCorrected() throws Exception {
    try (OperatorHarness<RowData, GenericRecord> operator = harness().open()) {
      // Given
      operator.element(row(RowKind.INSERT, "m1", 1), 0);
      operator.watermark(10);

      // When
      operator.element(row(RowKind.UPDATE_BEFORE, "m1", 1), 11);
      operator.element(row(RowKind.UPDATE_AFTER, "m1", 2), 11);
      operator.watermark(20);

      // Then
      assertThat(operator.take())
          .extracting(Object::toString)
          .containsExactly(
              "{\"source\": \"m1\", \"readings\": 1, \"revision\": 0, \"status\": \"PROVISIONAL\"}",
              "{\"source\": \"m1\", \"readings\": 2, \"revision\": 1, \"status\": \"CORRECTED\"}");
    }
  }

  @Test
  void aRowTakenBackAndNotReplacedIsRetractedAsTimeGoesOn() throws Exception {
    try (OperatorHarness<RowData, GenericRecord> operator = harness().open()) {
      // Given
      operator.element(row(RowKind.INSERT, "m1", 1), 0);
      operator.element(row(RowKind.UPDATE_BEFORE, "m1", 1), 1);
      int before = operator.take().size();

      // When
      operator.watermark(20);

      // Then
      assertThat(before).isEqualTo(1);
      assertThat(operator.take())
          .extracting(Object::toString)
          .containsExactly(
              "{\"source\": \"m1\", \"readings\": 1, \"revision\": 1, \"status\": \"RETRACTED\"}");
    }
  }

  @Test
  void aKeyOfWhichNothingWasSaidIsNotRetracted() throws Exception {
    try (OperatorHarness<RowData, GenericRecord> operator = harness().open()) {
      // When
      operator.element(row(RowKind.DELETE, "m1", 1), 0);

      // Then
      assertThat(operator.take()).isEmpty();
    }
  }

  @Test
  void revisionsGoOnAfterARestore() throws Exception {
    // Given
    OperatorSubtaskState state;
    try (OperatorHarness<RowData, GenericRecord> operator = harness().open()) {
      operator.element(row(RowKind.INSERT, "m1", 1), 0);
      operator.element(row(RowKind.DELETE, "m1", 1), 1);
      state = operator.snapshot();
    }

    // When
    try (OperatorHarness<RowData, GenericRecord> operator = harness().restore(List.of(state))) {
      operator.element(row(RowKind.INSERT, "m1", 7), 2);

      // Then
      assertThat(operator.take())
          .extracting(Object::toString)
          .containsExactly(
              "{\"source\": \"m1\", \"readings\": 7, \"revision\": 2, \"status\": \"CORRECTED\"}");
    }
  }

  private static OperatorHarness<RowData, GenericRecord> harness() throws Exception {
    RowKeyFunction key = new RowKeyFunction(COLUMNS, new int[] {0});
    return OperatorHarness.of(
        new RevisionFunction(COLUMNS, TYPE, Duration.ZERO),
        key,
        InternalTypeInfo.of(key.type()),
        new AvroRecordTypeInfo<>(TYPE),
        1,
        0);
  }

  private static RowData row(RowKind kind, String source, long readings) {
    return GenericRowData.ofKind(kind, StringData.fromString(source), readings);
  }
}
