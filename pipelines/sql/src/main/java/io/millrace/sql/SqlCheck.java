package io.millrace.sql;

import io.millrace.sql.plan.QueryPlanner;
import java.util.List;

/** Checks queries as far as that can be done without running them; no service is needed. */
public final class SqlCheck {
  private SqlCheck() {}

  /** All that is wrong with the queries, in the order of the SELECTs; empty if they can be run. */
  public static List<SqlProblem> problems(SqlQueries queries) {
    return new QueryPlanner(queries).problems();
  }
}
