package io.millrace.sql.tables;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** An input as a table: append-only, its watermarks those of the stream. */
final class InputTableSource
    implements ScanTableSource, SupportsProjectionPushDown, SupportsSourceWatermark {
  private final String input;
  private final TableStreams streams;
  private RowType columns;

  InputTableSource(String input, RowType columns, TableStreams streams) {
    this.input = input;
    this.columns = columns;
    this.streams = streams;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedType) {
    columns = (RowType) producedType.getLogicalType();
  }

  @Override
  public void applySourceWatermark() {
    // The stream has its watermarks already.
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    RowType scanned = columns;
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment environment) {
        return streams.scan(input, scanned);
      }

      @Override
      public boolean isBounded() {
        // Also where the input ends: a plan is the same in every run mode.
        return false;
      }
    };
  }

  @Override
  public DynamicTableSource copy() {
    return new InputTableSource(input, columns, streams);
  }

  @Override
  public String asSummaryString() {
    return "input " + input;
  }
}
