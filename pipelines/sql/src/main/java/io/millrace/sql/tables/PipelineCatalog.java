package io.millrace.sql.tables;

import java.util.Optional;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.factories.Factory;

/**
 * The tables of one pipeline, in two databases: {@link #INPUTS} and {@link #OUTPUTS}. It makes their
 * sources and sinks itself, so nothing is looked up in the class path or in static places.
 */
public final class PipelineCatalog extends GenericInMemoryCatalog {
  public static final String NAME = "millrace";
  public static final String INPUTS = "inputs";
  public static final String OUTPUTS = "outputs";

  private final TableFactory factory;

  /**
   * A catalog without tables.
   *
   * @param streams null where plans are made but not translated
   */
  public PipelineCatalog(TableStreams streams) {
    super(NAME, INPUTS);
    factory = new TableFactory(streams);
  }

  @Override
  public Optional<Factory> getFactory() {
    return Optional.of(factory);
  }

  /** Whether the rows of an output replace each other, as far as planned. */
  public boolean isUpdating(String output) {
    return factory.isUpdating(output);
  }
}
