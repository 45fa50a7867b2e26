package io.millrace.sql.tables;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** The streams behind the tables, for as long as a plan is translated. */
public interface TableStreams {

  /**
   * The rows of an input.
   *
   * @param columns what a SELECT reads of it
   */
  DataStream<RowData> scan(String input, RowType columns);

  /** Takes the rows of an output. */
  DataStreamSink<?> write(String output, RowType columns, DataStream<RowData> rows);
}
