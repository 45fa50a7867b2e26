package io.millrace.sql.streams;

import io.millrace.sql.rows.RowReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;

/** Makes rows of events. */
final class RowFunction extends RichMapFunction<GenericRecord, RowData> {
  private static final long serialVersionUID = 1L;

  private final Schema schema;
  private final ArrayList<String> columns;
  private final String timeField;
  private transient RowReader reader;

  RowFunction(Schema schema, List<String> columns, String timeField) {
    this.schema = schema;
    this.columns = new ArrayList<>(columns);
    this.timeField = timeField;
  }

  @Override
  public void open(OpenContext context) {
    reader = RowReader.of(schema, columns, timeField);
  }

  @Override
  public RowData map(GenericRecord event) {
    return reader.read(event);
  }
}
