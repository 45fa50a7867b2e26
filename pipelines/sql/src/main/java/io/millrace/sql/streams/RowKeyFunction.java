package io.millrace.sql.streams;

import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The key of a row, in the binary form, in which equal keys are equal before and after a restore.
 */
final class RowKeyFunction implements KeySelector<RowData, RowData> {
  private static final long serialVersionUID = 1L;

  private final RowType columns;
  private final int[] positions;
  private transient RowData.FieldGetter[] getters;
  private transient RowDataSerializer serializer;

  RowKeyFunction(RowType columns, int[] positions) {
    this.columns = columns;
    this.positions = positions;
  }

  /** The columns of the key. */
  RowType type() {
    LogicalType[] types = new LogicalType[positions.length];
    for (int i = 0; i < positions.length; i++) {
      types[i] = columns.getTypeAt(positions[i]);
    }
    return RowType.of(types);
  }

  @Override
  public RowData getKey(RowData row) {
    if (serializer == null) {
      serializer = new RowDataSerializer(type());
      getters = new RowData.FieldGetter[positions.length];
      for (int i = 0; i < positions.length; i++) {
        getters[i] = RowData.createFieldGetter(columns.getTypeAt(positions[i]), positions[i]);
      }
    }
    GenericRowData key = new GenericRowData(positions.length);
    for (int i = 0; i < positions.length; i++) {
      key.setField(i, getters[i].getFieldOrNull(row));
    }
    return serializer.toBinaryRow(key).copy();
  }
}
