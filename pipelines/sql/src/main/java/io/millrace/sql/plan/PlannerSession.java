package io.millrace.sql.plan;

import static org.apache.flink.table.api.Expressions.$;

import io.millrace.sql.SqlInput;
import io.millrace.sql.SqlQueries;
import io.millrace.sql.functions.SqlFunctions;
import io.millrace.sql.rows.ColumnTypes;
import io.millrace.sql.tables.PipelineTables;
import io.millrace.sql.tables.TableStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ApiExpression;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.delegation.Planner;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * Flink's planner with the tables of one pipeline, and with settings that are all ours, so that the
 * same queries give the same plan everywhere.
 */
final class PlannerSession {
  /** The ids of the planner's operators, until {@link OperatorNames} gives them better ones. */
  static final String UID_PREFIX = "sql-node";

  private static final String UID_FORMAT = UID_PREFIX + ":<id>:<transformation>";

  private final StreamTableEnvironment tables;

  /**
   * Starts with the inputs as tables.
   *
   * @param streams behind the tables, in that environment
   */
  PlannerSession(StreamExecutionEnvironment environment, SqlQueries queries, TableStreams streams) {
    tables =
        StreamTableEnvironment.create(
            environment, EnvironmentSettings.newInstance().inStreamingMode().build());
    configure(tables.getConfig(), queries);
    tables.loadModule(PipelineTables.CATALOG, new PipelineTables(streams));
    register(new GenericInMemoryCatalog(PipelineTables.CATALOG, PipelineTables.INPUTS));
    tables.useCatalog(PipelineTables.CATALOG);
    SqlFunctions.registerAll(tables);
    tables.executeSql("CREATE DATABASE " + PipelineTables.OUTPUTS);
    queries.inputs().forEach(this::createInput);
  }

  @SuppressWarnings("deprecation") // its successor makes a catalog by its name in the class path
  private void register(Catalog catalog) {
    tables.registerCatalog(PipelineTables.CATALOG, catalog);
  }

  private static void configure(TableConfig config, SqlQueries queries) {
    config.setLocalTimeZone(ZoneId.of("UTC"));
    config.setIdleStateRetention(queries.stateTtl());
    config.set(
        ExecutionConfigOptions.TABLE_EXEC_UID_GENERATION,
        ExecutionConfigOptions.UidGeneration.ALWAYS);
    config.set(ExecutionConfigOptions.TABLE_EXEC_UID_FORMAT, UID_FORMAT);
    // One event is decoded once all the same: that is done behind the tables. The planner's own way
    // fails where SELECTs read different columns, and would let one SELECT change another's plan.
    config.set(OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SOURCE_ENABLED, false);
  }

  private void createInput(String name, SqlInput input) {
    Schema.Builder schema = Schema.newBuilder();
    for (RowType.RowField field : ColumnTypes.of(input.schema()).getFields()) {
      DataType type = TypeConversions.fromLogicalToDataType(field.getType());
      if (field.getName().equals(input.timeField())) {
        DataType millis = DataTypes.TIMESTAMP_LTZ(3);
        type = field.getType().isNullable() ? millis : millis.notNull();
      }
      schema.column(field.getName(), type);
    }
    schema.watermark(input.timeField(), "SOURCE_WATERMARK()");
    create(PipelineTables.INPUTS, name, schema.build());
  }

  private void create(String database, String name, Schema schema) {
    tables.createTable(
        path(database, name),
        TableDescriptor.forConnector(PipelineTables.CATALOG).schema(schema).build());
  }

  private static String path(String database, String name) {
    return "`%s`.`%s`.`%s`".formatted(PipelineTables.CATALOG, database, name);
  }

  /** The table that a SELECT gives. */
  Table select(String text) {
    return tables.sqlQuery(text);
  }

  /** Lets further SELECTs use a table by name. */
  void createView(String name, Table table) {
    tables.createTemporaryView("`" + name + "`", table);
  }

  /** The names of all functions that a SELECT may call. */
  List<String> functions() {
    return List.of(tables.listFunctions());
  }

  /** The columns of a table, without what marks a column as event time. */
  static RowType columns(Table table) {
    ResolvedSchema schema = table.getResolvedSchema();
    RowType row = (RowType) schema.toPhysicalRowDataType().getLogicalType();
    return (RowType) LogicalTypeUtils.removeTimeAttributes(row);
  }

  /**
   * Makes an output a table, in place of what it was before.
   *
   * @param key empty for rows that do not replace each other
   */
  void createOutput(String name, RowType columns, List<String> key) {
    Schema.Builder schema = Schema.newBuilder();
    for (RowType.RowField field : columns.getFields()) {
      schema.column(field.getName(), TypeConversions.fromLogicalToDataType(field.getType()));
    }
    if (!key.isEmpty()) {
      schema.primaryKey(key);
    }
    tables.dropTable(path(PipelineTables.OUTPUTS, name), true);
    create(PipelineTables.OUTPUTS, name, schema.build());
  }

  /** A stream has one event time: of several columns that are one, all but the first are values. */
  private static Table withOneEventTime(Table table) {
    List<Expression> columns = new ArrayList<>();
    int eventTimes = 0;
    for (Column column : table.getResolvedSchema().getColumns()) {
      LogicalType type = column.getDataType().getLogicalType();
      eventTimes += LogicalTypeChecks.isRowtimeAttribute(type) ? 1 : 0;
      DataType plain =
          TypeConversions.fromLogicalToDataType(LogicalTypeUtils.removeTimeAttributes(type));
      boolean further = LogicalTypeChecks.isRowtimeAttribute(type) && eventTimes > 1;
      ApiExpression value = $(column.getName());
      columns.add(further ? value.cast(plain).as(column.getName()) : value);
    }
    return eventTimes > 1 ? table.select(columns.toArray(Expression[]::new)) : table;
  }

  /** Plans SELECTs, each into the output of its name. */
  String compile(Map<String, Table> selects) {
    StatementSet statements = tables.createStatementSet();
    selects.forEach(
        (output, table) ->
            statements.add(
                withOneEventTime(table).insertInto(path(PipelineTables.OUTPUTS, output))));
    return statements.compilePlan().asJsonString();
  }

  /** Makes operators of a plan; its sinks are the last ones. */
  List<Transformation<?>> translate(String plan) {
    Planner planner = ((TableEnvironmentImpl) tables).getPlanner();
    try {
      return planner.translatePlan(planner.loadPlan(PlanReference.fromJsonString(plan)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
