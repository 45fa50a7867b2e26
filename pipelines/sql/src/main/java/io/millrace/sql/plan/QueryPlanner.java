package io.millrace.sql.plan;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sql.SqlProblem;
import io.millrace.sql.SqlQueries;
import io.millrace.sql.rows.ColumnTypes;
import io.millrace.sql.rows.ResultSchemas;
import io.millrace.sql.tables.TableStreams;
import io.millrace.sql.tables.UnboundStreams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.types.logical.RowType;

/** Plans the queries of a pipeline, and tells what is wrong with them. */
public final class QueryPlanner {
  private final SqlQueries queries;

  public QueryPlanner(SqlQueries queries) {
    this.queries = queries;
  }

  /** All problems, in the order of the SELECTs. */
  public List<SqlProblem> problems() {
    List<SqlProblem> problems = new ArrayList<>(inputProblems());
    if (problems.isEmpty()) {
      PlannerSession session = session();
      Selects selects = new Selects(session, queries);
      problems.addAll(selects.problems());
      queries
          .keys()
          .keySet()
          .forEach(output -> problems.addAll(outputProblems(session, selects, output)));
    }
    List<String> order = List.copyOf(queries.selects().keySet());
    problems.sort(
        Comparator.comparingInt((SqlProblem problem) -> order.indexOf(problem.select()))
            .thenComparingInt(SqlProblem::line)
            .thenComparingInt(SqlProblem::column));
    return List.copyOf(problems);
  }

  /**
   * The plan of all outputs.
   *
   * @throws MillraceException if there is none; it tells all problems, and has the code of the
   *     first
   */
  public SqlPlan plan() {
    PlannerSession session = session();
    Selects selects = new Selects(session, queries);
    if (selects.problems().isEmpty()) {
      try {
        SqlPlan plan = plan(session, selects.tables());
        plan.outputs().forEach(output -> throwProblems(PlanReview.of(plan, output)));
        return plan;
      } catch (RuntimeException refused) {
        // Told below, with the SELECT that is to blame.
        throwProblems(problems());
        throw refused;
      }
    }
    throwProblems(problems());
    throw new IllegalStateException("Problems that are gone: " + selects.problems());
  }

  /** Makes operators of a plan, in some environment. */
  public static void translate(
      SqlPlan plan,
      SqlQueries queries,
      TableStreams streams,
      StreamExecutionEnvironment environment) {
    PlannerSession session = new PlannerSession(environment, queries, streams);
    new OperatorNames(plan).name(session.translate(plan.json()));
  }

  private PlannerSession session() {
    // Not the environment of the job: its settings shall not have a say in the plan.
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    return new PlannerSession(environment, queries, new UnboundStreams(environment));
  }

  /** The first pass finds out which outputs need their key. */
  private SqlPlan plan(PlannerSession session, Map<String, Table> tables) {
    Map<String, Table> outputs = new LinkedHashMap<>();
    queries.keys().keySet().forEach(output -> outputs.put(output, tables.get(output)));
    outputs.forEach(
        (name, table) -> session.createOutput(name, PlannerSession.columns(table), List.of()));
    SqlPlan plan = SqlPlan.of(session.compile(outputs));
    List<String> updating = outputs.keySet().stream().filter(plan::isUpdating).toList();
    for (String output : outputs.keySet()) {
      RowType columns = PlannerSession.columns(tables.get(output));
      require(output, columns, plan.isUpdating(output));
      if (plan.isUpdating(output)) {
        session.createOutput(output, columns, queries.keys().get(output));
      }
    }
    return updating.isEmpty() ? plan : SqlPlan.of(session.compile(outputs));
  }

  private List<SqlProblem> inputProblems() {
    List<SqlProblem> problems = new ArrayList<>();
    queries
        .inputs()
        .forEach(
            (name, input) -> {
              try {
                input.requireTime();
                ColumnTypes.of(input.schema());
              } catch (MillraceException refused) {
                String message = "input '" + name + "': " + refused.getMessage();
                problems.add(SqlProblem.of(name, refused.code(), message));
              }
            });
    return problems;
  }

  private List<SqlProblem> outputProblems(PlannerSession session, Selects selects, String output) {
    Table table = selects.tables().get(output);
    if (table == null) {
      return List.of();
    }
    try {
      SqlPlan plan = plan(session, output, table);
      // Some of what the planner can't do it finds out only then.
      session.translate(plan.json());
      return PlanReview.of(plan, output);
    } catch (RuntimeException refused) {
      return List.of(selects.messages().problem(output, refused));
    }
  }

  private SqlPlan plan(PlannerSession session, String output, Table table) {
    RowType columns = PlannerSession.columns(table);
    session.createOutput(output, columns, List.of());
    SqlPlan plan = SqlPlan.of(session.compile(Map.of(output, table)));
    require(output, columns, plan.isUpdating(output));
    if (plan.isUpdating(output)) {
      session.createOutput(output, columns, queries.keys().get(output));
      return SqlPlan.of(session.compile(Map.of(output, table)));
    }
    return plan;
  }

  /** Holds that a SELECT fits its output. */
  private void require(String output, RowType columns, boolean updating) {
    ResultSchemas.of(queries.pipeline(), output, columns, updating);
    List<String> key = queries.keys().get(output);
    for (String column : key) {
      int position = columns.getFieldIndex(column);
      if (position < 0) {
        String meant = Suggestions.of(column, columns.getFieldNames());
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "the key of output '%s' has '%s', which is no column of its SELECT%s"
                .formatted(output, column, meant));
      }
      if (updating && columns.getTypeAt(position).isNullable()) {
        throw new MillraceException(
            ErrorCode.WRONG_TYPE,
            "column '%s' of the key may be NULL, and rows that replace each other need a key; write COALESCE(%s, ...)"
                .formatted(column, column));
      }
    }
    if (updating && key.isEmpty()) {
      String text = queries.selects().get(output);
      boolean halfWindow = SqlText.names(text, "window_start") != SqlText.names(text, "window_end");
      throw new MillraceException(
          ErrorCode.MISSING_KEY,
          "its rows replace each other, so output '%s' needs a key%s"
              .formatted(
                  output,
                  halfWindow ? "; a window is grouped by window_start and window_end, both" : ""));
    }
  }

  private void throwProblems(List<SqlProblem> problems) {
    List<SqlProblem> errors = problems.stream().filter(problem -> !problem.isWarning()).toList();
    if (!errors.isEmpty()) {
      List<String> lines = errors.stream().map(SqlProblem::toString).toList();
      throw new MillraceException(
          errors.get(0).code(), queries.pipeline() + ": " + String.join("\n", lines));
    }
  }
}
