package io.millrace.sql.tables;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * An output as a table. With a key it takes the changes of an updating query as whole rows, one for
 * each change of a key; without one it takes any, so that a plan tells what the query does.
 */
final class OutputTableSink implements DynamicTableSink {
  private final String output;
  private final RowType columns;
  private final boolean keyed;
  private final TableStreams streams;

  OutputTableSink(String output, RowType columns, boolean keyed, TableStreams streams) {
    this.output = output;
    this.columns = columns;
    this.keyed = keyed;
    this.streams = streams;
  }

  @Override
  public ChangelogMode getChangelogMode(ChangelogMode requested) {
    return keyed ? ChangelogMode.upsert(false) : ChangelogMode.all();
  }

  @Override
  public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
    return new DataStreamSinkProvider() {
      @Override
      public DataStreamSink<?> consumeDataStream(
          ProviderContext provider, DataStream<RowData> rows) {
        return streams.write(output, columns, rows);
      }
    };
  }

  @Override
  public DynamicTableSink copy() {
    return new OutputTableSink(output, columns, keyed, streams);
  }

  @Override
  public String asSummaryString() {
    return "output " + output;
  }
}
