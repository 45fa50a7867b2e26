package io.millrace.sql.plan;

import io.millrace.sdk.ErrorCode;
import io.millrace.sql.SqlProblem;
import io.millrace.sql.SqlQueries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.api.Table;

/** Makes tables of the SELECTs of a pipeline, each after those that it reads. */
final class Selects {
  private final PlannerSession session;
  private final SqlQueries queries;
  private final PlannerMessages messages;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final List<SqlProblem> problems = new ArrayList<>();

  Selects(PlannerSession session, SqlQueries queries) {
    this.session = session;
    this.queries = queries;
    messages = new PlannerMessages(session, queries, tables);
    checkNames();
    resolve();
  }

  /** The SELECTs that can be planned, by name. */
  Map<String, Table> tables() {
    return tables;
  }

  /** What is wrong with the others. */
  List<SqlProblem> problems() {
    return problems;
  }

  /** How to tell what the planner says of a SELECT. */
  PlannerMessages messages() {
    return messages;
  }

  private void checkNames() {
    for (String output : queries.keys().keySet()) {
      if (!queries.selects().containsKey(output)) {
        problems.add(
            SqlProblem.of(
                output,
                ErrorCode.MISSING_KEY,
                "output '" + output + "' has no SELECT of its name"));
      }
    }
    for (String name : queries.selects().keySet()) {
      if (queries.inputs().containsKey(name)) {
        problems.add(
            SqlProblem.of(
                name,
                ErrorCode.CONFLICT,
                "'" + name + "' is an input; give the SELECT another name"));
      } else if (!queries.keys().containsKey(name) && !isRead(name)) {
        problems.add(
            SqlProblem.of(
                name,
                ErrorCode.CONFLICT,
                "'" + name + "' is no output, and no other SELECT reads it"));
      }
    }
  }

  private boolean isRead(String view) {
    return queries.selects().entrySet().stream()
        .anyMatch(other -> !other.getKey().equals(view) && SqlText.names(other.getValue(), view));
  }

  /** A SELECT that reads another one which is not yet known fails, and is tried again after it. */
  private void resolve() {
    Set<String> pending = new LinkedHashSet<>(queries.selects().keySet());
    pending.removeAll(queries.inputs().keySet());
    Set<String> failed = new LinkedHashSet<>();
    Map<String, String> waiting = new LinkedHashMap<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      waiting.clear();
      for (String name : List.copyOf(pending)) {
        try {
          Table table = session.select(queries.selects().get(name));
          session.createView(name, table);
          tables.put(name, table);
        } catch (RuntimeException | StackOverflowError refused) {
          String missing = PlannerMessages.missingTable(refused);
          if (missing != null && queries.selects().containsKey(missing)) {
            waiting.put(name, missing);
            continue;
          }
          failed.add(name);
        }
        pending.remove(name);
        progress = true;
      }
    }
    // Told last, when all tables and columns are known that could have been meant.
    for (String name : failed) {
      try {
        session.select(queries.selects().get(name));
      } catch (RuntimeException | StackOverflowError refused) {
        problems.add(messages.problem(name, refused));
      }
    }
    waiting.forEach((name, missing) -> reportCycle(name, waiting));
  }

  /** A SELECT that only waits for one that failed has no problem of its own. */
  private void reportCycle(String name, Map<String, String> waiting) {
    List<String> path = new ArrayList<>(List.of(name));
    String next = waiting.get(name);
    while (next != null && !path.contains(next)) {
      path.add(next);
      next = waiting.get(next);
    }
    if (name.equals(next)) {
      path.add(name);
      problems.add(
          SqlProblem.of(name, ErrorCode.CONFLICT, "reads itself: " + String.join(" reads ", path)));
    }
  }
}
