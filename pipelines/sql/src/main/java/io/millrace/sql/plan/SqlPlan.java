package io.millrace.sql.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sql.tables.PipelineTables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A compiled plan of Flink, in the JSON that Flink reads, with its nodes numbered from 1 in their
 * order: Flink's own numbers depend on what the JVM planned before.
 */
public final class SqlPlan {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode plan;

  private SqlPlan(ObjectNode plan) {
    this.plan = plan;
  }

  /**
   * Reads a plan of Flink's, and numbers its nodes anew.
   *
   * @throws MillraceException SYNTAX if it is none
   */
  public static SqlPlan of(String json) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode plan
          && plan.path("nodes").isArray()
          && plan.path("edges").isArray()) {
        renumber(plan);
        return new SqlPlan(plan);
      }
    } catch (JsonProcessingException noJson) {
      throw new MillraceException(
          ErrorCode.SYNTAX, "the stored plan is not JSON: " + noJson.getOriginalMessage());
    }
    throw new MillraceException(
        ErrorCode.SYNTAX, "the stored plan has no nodes and edges, as Flink's plans have");
  }

  private static void renumber(ObjectNode plan) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (JsonNode node : plan.get("nodes")) {
      int number = numbers.size() + 1;
      numbers.put(node.get("id").asInt(), number);
      ((ObjectNode) node).put("id", number);
    }
    for (JsonNode edge : plan.get("edges")) {
      for (String end : List.of("source", "target")) {
        ((ObjectNode) edge).put(end, numbers.get(edge.get(end).asInt()));
      }
    }
  }

  /** The plan as Flink reads it; equal for equal plans. */
  public String json() {
    return plan.toString();
  }

  /** The columns that the plan reads of each input. */
  public Map<String, Set<String>> columnsRead() {
    Map<String, Set<String>> columns = new TreeMap<>();
    for (JsonNode node : plan.get("nodes")) {
      JsonNode source = node.path("scanTableSource");
      if (!source.isMissingNode()) {
        columns
            .computeIfAbsent(tableName(source.get("table")), name -> new TreeSet<>())
            .addAll(columnsScanned(source));
      }
    }
    return columns;
  }

  private static List<String> columnsScanned(JsonNode source) {
    List<String> columns = new ArrayList<>();
    source
        .at("/table/resolvedTable/schema/columns")
        .forEach(column -> columns.add(text(column, "name")));
    for (JsonNode ability : source.path("abilities")) {
      if (text(ability, "type").equals("ProjectPushDown")) {
        List<String> projected = new ArrayList<>();
        ability
            .get("projectedFields")
            .forEach(path -> projected.add(columns.get(path.get(0).asInt())));
        return projected;
      }
    }
    return columns;
  }

  /** Whether the rows of an output replace each other. */
  public boolean isUpdating(String output) {
    for (JsonNode node : sinks()) {
      if (outputName(node).equals(output)) {
        JsonNode modes = node.get("inputChangelogMode");
        return modes.size() != 1 || !modes.get(0).asText().equals("INSERT");
      }
    }
    throw new IllegalArgumentException("The plan has no output " + output);
  }

  /** The operators from an output up to its inputs, the nearest first. */
  List<PlanNode> upstream(String output) {
    Map<Integer, PlanNode> found = new LinkedHashMap<>();
    Deque<PlanNode> next = new ArrayDeque<>();
    for (JsonNode sink : sinks()) {
      if (outputName(sink).equals(output)) {
        next.add(new PlanNode(sink, 0));
      }
    }
    while (!next.isEmpty()) {
      PlanNode node = next.remove();
      if (found.putIfAbsent(node.id(), node) == null) {
        for (JsonNode edge : plan.get("edges")) {
          if (edge.get("target").asInt() == node.id()) {
            // Numbered from 1, in order.
            JsonNode source = plan.get("nodes").get(edge.get("source").asInt() - 1);
            next.add(new PlanNode(source, node.distance() + 1));
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** The names of the outputs, in the order of the plan. */
  List<String> outputs() {
    return sinks().stream().map(SqlPlan::outputName).toList();
  }

  private List<JsonNode> sinks() {
    List<JsonNode> sinks = new ArrayList<>();
    for (JsonNode node : plan.get("nodes")) {
      if (node.has("dynamicTableSink")) {
        sinks.add(node);
      }
    }
    return sinks;
  }

  private static String outputName(JsonNode sink) {
    return tableName(sink.path("dynamicTableSink").path("table"));
  }

  /** The last part of an identifier such as {@code `millrace`.`inputs`.`readings`}. */
  private static String tableName(JsonNode table) {
    String identifier = text(table, "identifier");
    if (!identifier.startsWith("`" + PipelineTables.CATALOG + "`.")) {
      throw new IllegalArgumentException("The plan uses a table of nobody: " + identifier);
    }
    int start = identifier.lastIndexOf(".`") + 2;
    return identifier.substring(start, identifier.length() - 1);
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asText();
  }
}
