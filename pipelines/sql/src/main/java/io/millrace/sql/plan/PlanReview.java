package io.millrace.sql.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.sdk.ErrorCode;
import io.millrace.sql.SqlProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with a plan that could be run. */
final class PlanReview {
  private static final String ADVICE =
      "; bound it by a window, by event time, or by 'state-ttl: 7d'";

  /** Why an operator has state that nothing bounds, in the words of who wrote the SELECT. */
  private static final Map<String, String> STATE =
      Map.of(
          "join", "JOIN keeps all rows of both sides for ever",
          "multi-join", "JOIN keeps all rows of all sides for ever",
          "group-aggregate", "GROUP BY or DISTINCT keeps every group for ever",
          "global-group-aggregate", "GROUP BY or DISTINCT keeps every group for ever",
          "deduplicate", "ROW_NUMBER() = 1 keeps every key for ever",
          "rank", "ROW_NUMBER() keeps the first rows of every key for ever",
          "over-aggregate", "OVER without a bound keeps every partition for ever",
          "sink", "the changes of rows are kept for ever, to tell which row of a key stands");

  /** Functions whose value depends on when or where they are called. */
  private static final Map<String, String> CLOCKS =
      Map.ofEntries(
          Map.entry("$NOW$1", "NOW"),
          Map.entry("$PROCTIME$1", "PROCTIME"),
          Map.entry("$CURRENT_TIMESTAMP$1", "CURRENT_TIMESTAMP"),
          Map.entry("$CURRENT_ROW_TIMESTAMP$1", "CURRENT_ROW_TIMESTAMP"),
          Map.entry("$CURRENT_DATE$1", "CURRENT_DATE"),
          Map.entry("$CURRENT_TIME$1", "CURRENT_TIME"),
          Map.entry("$LOCALTIME$1", "LOCALTIME"),
          Map.entry("$LOCALTIMESTAMP$1", "LOCALTIMESTAMP"),
          Map.entry("$UNIX_TIMESTAMP$1", "UNIX_TIMESTAMP"),
          Map.entry("$RAND$1", "RAND"),
          Map.entry("$RAND_INTEGER$1", "RAND_INTEGER"),
          Map.entry("$UUID$1", "UUID"));

  private PlanReview() {}

  /** The problems of the operators behind an output. */
  static List<SqlProblem> of(SqlPlan plan, String output) {
    List<SqlProblem> problems = new ArrayList<>();
    Set<String> clocks = new LinkedHashSet<>();
    for (PlanNode node : plan.upstream(output)) {
      if (isUnbounded(node)) {
        String why = STATE.getOrDefault(node.kind(), node.kind() + " keeps its state for ever");
        problems.add(
            SqlProblem.of(
                output,
                ErrorCode.UNBOUNDED_STATE,
                "%s%s: %s".formatted(why, ADVICE, node.description())));
      }
      for (JsonNode name : node.json().findValues("internalName")) {
        if (CLOCKS.containsKey(name.asText())) {
          clocks.add(CLOCKS.get(name.asText()));
        }
      }
    }
    for (String clock : clocks) {
      problems.add(
          SqlProblem.of(
              output,
              ErrorCode.REFUSED_QUERY,
              clock + " gives another value at each run; results depend on the events alone"));
    }
    return problems;
  }

  private static boolean isUnbounded(PlanNode node) {
    if (node.kind().equals("limit") || isOneGroup(node)) {
      return false;
    }
    for (JsonNode state : node.json().path("state")) {
      if (state.path("ttl").asText().equals("0 ms")) {
        return true;
      }
    }
    return node.kind().equals("over-aggregate")
        && node.json().path("overSpec").toString().contains("UNBOUNDED_PRECEDING");
  }

  /** One row for all, which does not grow unless it tells values apart. */
  private static boolean isOneGroup(PlanNode node) {
    JsonNode grouping = node.json().get("grouping");
    return grouping != null
        && grouping.isEmpty()
        && !node.json().path("aggCalls").toString().contains("\"distinct\":true");
  }
}
