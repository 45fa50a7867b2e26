package io.millrace.formats.joblog;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import java.util.List;
import java.util.Map;

/**
 * The JSON objects of Slurm's job completion plug-ins for Kafka and Elasticsearch, sent when a job
 * ends and, since 25.05 if asked for, when it starts. Times are in UTC. Event time is the end, else
 * the start, else the submission.
 */
final class SlurmJsonParser implements LineParser {
  private static final Map<String, List<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("submit_time", List.of("@submit")),
          Map.entry("eligible_time", List.of("@eligible")),
          Map.entry("start_time", List.of("@start")),
          Map.entry("end_time", List.of("@end")),
          Map.entry("processors", List.of("total_cpus")),
          Map.entry("nodes", List.of("total_nodes")),
          Map.entry("user", List.of("username", "user_id")),
          Map.entry("queue", List.of("partition")));

  @Override
  public Map<String, List<String>> columnsByField() {
    return BY_FIELD;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    JsonNode record = JsonJobs.read(line);
    record
        .fields()
        .forEachRemaining(
            member -> {
              JsonNode value = member.getValue();
              String text = value.asText();
              if (value.isValueNode() && !value.isNull() && !text.equals("Unknown")) {
                columns.put(member.getKey(), text);
              }
            });
    String task = columns.get("array_task_id");
    String job = task == null ? columns.get("jobid") : columns.get("array_job_id") + "_" + task;
    if (job != null) {
      columns.put("job_id", job);
    }
    SlurmStates.complete(columns, "@start", "@end", "state");
    // There is no id of an attempt, but each has a start of its own.
    if (columns.containsKey("@start")) {
      columns.put("attempt", columns.get("@start"));
    }
    for (String time : List.of("@submit", "@start", "@end")) {
      if (columns.containsKey(time)) {
        columns.put("event_time", columns.get(time));
      }
    }
    return true;
  }
}
