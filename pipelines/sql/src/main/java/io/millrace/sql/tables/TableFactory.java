package io.millrace.sql.tables;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.types.logical.RowType;

/** Makes the sources and sinks of one pipeline. */
final class TableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
  private final TableStreams streams;

  TableFactory(TableStreams streams) {
    this.streams = streams;
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    return new InputTableSource(
        context.getObjectIdentifier().getObjectName(), columns(context), streams);
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    boolean keyed = context.getCatalogTable().getResolvedSchema().getPrimaryKey().isPresent();
    return new OutputTableSink(
        context.getObjectIdentifier().getObjectName(), columns(context), keyed, streams);
  }

  private static RowType columns(Context context) {
    return (RowType) context.getPhysicalRowDataType().getLogicalType();
  }

  @Override
  public String factoryIdentifier() {
    return PipelineTables.CATALOG;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }
}
