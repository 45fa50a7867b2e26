package io.millrace.sql.tables;

import java.util.Optional;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.module.Module;

/**
 * Makes the sources and sinks of one pipeline, so that nothing is looked up in the class path or in
 * static places. A module, for a plan that is loaded asks no catalog for the factory of a sink.
 */
public final class PipelineTables implements Module {
  /** The catalog of the tables, which has two databases: {@link #INPUTS} and {@link #OUTPUTS}. */
  public static final String CATALOG = "millrace";

  public static final String INPUTS = "inputs";
  public static final String OUTPUTS = "outputs";

  private final TableFactory factory;

  /** Tables over streams. */
  public PipelineTables(TableStreams streams) {
    factory = new TableFactory(streams);
  }

  @Override
  public Optional<DynamicTableSourceFactory> getTableSourceFactory() {
    return Optional.of(factory);
  }

  @Override
  public Optional<DynamicTableSinkFactory> getTableSinkFactory() {
    return Optional.of(factory);
  }
}
