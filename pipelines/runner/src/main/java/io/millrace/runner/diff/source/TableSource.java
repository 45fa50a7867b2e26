package io.millrace.runner.diff.source;

import io.millrace.postgres.PostgresTable;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.diff.compare.ComparedOutput;
import io.millrace.runner.diff.compare.ResultRow;
import io.millrace.runner.launch.LiveServices;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A table of PostgreSQL: of each key what stands, by generation, attempt and revision.
 *
 * @param table {@code table} or {@code schema.table}
 */
record TableSource(String table) implements ResultSource {
  static final String PREFIX = "postgres:";

  @Override
  public String name() {
    return PREFIX + table;
  }

  @Override
  public boolean holdsOneOutput() {
    return true;
  }

  @Override
  public boolean isTargetOf(OutputDefinition output, LiveServices services) {
    return output.table().map(services::named).filter(table::equals).isPresent();
  }

  @Override
  public boolean keepsRowPerKey(OutputDefinition output) {
    return true;
  }

  @Override
  public void read(
      ComparedOutput output, Optional<LiveServices> services, Consumer<ResultRow> row) {
    PostgresTable read = PostgresTable.of(output.type(), output.definition().key(), table);
    services
        .orElseThrow()
        .postgres()
        .read(
            read,
            json -> row.accept(ResultRow.of(ResultJson.parse(json, table), Optional.empty())));
  }
}
