package io.millrace.sql.streams;

import io.millrace.sql.rows.RecordWriter;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Makes results of rows that never change. */
final class RecordFunction extends RichMapFunction<RowData, GenericRecord> {
  private static final long serialVersionUID = 1L;

  private final RowType columns;
  private final Schema schema;
  private transient RecordWriter writer;

  RecordFunction(RowType columns, Schema schema) {
    this.columns = columns;
    this.schema = schema;
  }

  @Override
  public void open(OpenContext context) {
    writer = RecordWriter.of(columns, schema);
  }

  @Override
  public GenericRecord map(RowData row) {
    return writer.write(row);
  }
}
