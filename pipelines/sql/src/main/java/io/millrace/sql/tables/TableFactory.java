package io.millrace.sql.tables;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.types.logical.RowType;

/** Makes the sources and sinks of one {@link PipelineCatalog}. */
final class TableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
  private final TableStreams streams;
  private final Set<String> updating = new HashSet<>();

  TableFactory(TableStreams streams) {
    this.streams = streams;
  }

  boolean isUpdating(String output) {
    return updating.contains(output);
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
        context.getObjectIdentifier().getObjectName(),
        columns(context),
        keyed,
        streams,
        updating::add);
  }

  private static RowType columns(Context context) {
    return (RowType) context.getPhysicalRowDataType().getLogicalType();
  }

  @Override
  public String factoryIdentifier() {
    return PipelineCatalog.NAME;
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
