package io.millrace.sql.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One operator of a plan.
 *
 * @param id its number in the plan
 * @param json what the plan says of it
 */
record PlanNode(int id, JsonNode json) {

  /** What it does, such as {@code group-aggregate}. */
  String kind() {
    return json.get("type").asText().replaceFirst("^stream-exec-", "").replaceFirst("_\\d+$", "");
  }

  /** What it does, with its columns. */
  String description() {
    return json.path("description").asText();
  }
}
