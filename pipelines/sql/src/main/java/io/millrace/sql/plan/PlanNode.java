package io.millrace.sql.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One operator of a plan.
 *
 * @param json what the plan says of it
 * @param distance how many operators are between it and the output for which it was found
 */
record PlanNode(JsonNode json, int distance) {

  /** Its number in the plan. */
  int id() {
    return json.get("id").asInt();
  }

  /** What it does, such as {@code group-aggregate}. */
  String kind() {
    return json.get("type").asText().replaceFirst("^stream-exec-", "").replaceFirst("_\\d+$", "");
  }

  /** What it does, with its columns. */
  String description() {
    return json.path("description").asText();
  }
}
