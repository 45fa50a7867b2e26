package io.millrace.formats.joblog;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.sdk.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One object of the array {@code jobs} of {@code sacct --json}, of any data parser of Slurm 21.08
 * to 25.05: numbers are plain, or {@code {"set": true, "infinite": false, "number": 1}}; the state
 * is a text, a list, or either in {@code {"current": ...}}. Steps are passed over.
 *
 * <p>Times are seconds since 1970, of which 0 is none. Event time is as in {@link SacctParser}.
 */
final class SacctJsonParser implements LineParser {
  private static final Map<String, List<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("submit_time", List.of("submission")),
          Map.entry("eligible_time", List.of("eligible")),
          Map.entry("start_time", List.of("start")),
          Map.entry("end_time", List.of("end")),
          Map.entry("queue", List.of("partition")));

  private static final EventTimes TIMES = new EventTimes("submission", "start", "end");

  @Override
  public Map<String, List<String>> columnsByField() {
    return BY_FIELD;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    JsonNode job = JsonJobs.read(line);
    if (job.path("jobs").isArray()) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected one job, got a document of several");
    }
    put("job_id", id(job), columns);
    putText("cluster", job.path("cluster"), columns);
    putText("user", first(job.path("association").path("user"), job.path("user")), columns);
    putText(
        "account", first(job.path("association").path("account"), job.path("account")), columns);
    putText("partition", job.path("partition"), columns);
    putText("qos", job.path("qos"), columns);
    put("state", state(job.path("state")), columns);
    for (String time : List.of("submission", "eligible", "start", "end")) {
      putTime(time, job.path("time").path(time), columns);
    }
    SlurmStates.complete(columns, "start", "end", "state");
    putSize(job, columns);
    TIMES.put(position, columns, warnings);
    return true;
  }

  /** As sacct prints it: 123, 123_4 for a task, 123_[1-9] for tasks that wait, 123+1 of several. */
  private static String id(JsonNode job) throws BadRecordException {
    JsonNode array = job.path("array");
    Long of = positive("array.job_id", array.path("job_id"));
    Long task = number("array.task_id", array.path("task_id"));
    String tasks = array.path("task").asText("");
    if (of != null && task != null) {
      return of + "_" + task;
    } else if (of != null && !tasks.isEmpty() && !tasks.equals("null")) {
      return of + "_[" + tasks + "]";
    }
    Long component = number("het.job_offset", job.path("het").path("job_offset"));
    Long leader = positive("het.job_id", job.path("het").path("job_id"));
    if (leader != null && component != null) {
      return leader + "+" + component;
    }
    Long id = positive("job_id", job.path("job_id"));
    return id == null ? null : id.toString();
  }

  private static String state(JsonNode state) throws BadRecordException {
    JsonNode current = state.isObject() ? state.path("current") : state;
    JsonNode word = current.isArray() ? current.path(0) : current;
    return text("state", word);
  }

  /** Processors and nodes that were allocated; of a job that waits there are none. */
  private static void putSize(JsonNode job, Map<String, String> columns) throws BadRecordException {
    if ("PENDING".equals(columns.get("state"))) {
      return;
    }
    Long processors = null;
    Long nodes = number("allocation_nodes", job.path("allocation_nodes"));
    for (JsonNode resource : job.path("tres").path("allocated")) {
      String type = resource.path("type").asText();
      if (type.equals("cpu")) {
        processors = number("tres.allocated", resource.path("count"));
      } else if (type.equals("node")) {
        nodes = number("tres.allocated", resource.path("count"));
      }
    }
    if (processors == null && columns.containsKey("start")) {
      processors = number("required.CPUs", job.path("required").path("CPUs"));
    }
    put("processors", processors == null ? null : processors.toString(), columns);
    put("nodes", nodes == null ? null : nodes.toString(), columns);
  }

  private static void putTime(String name, JsonNode value, Map<String, String> columns)
      throws BadRecordException {
    Long seconds = positive("time." + name, value);
    if (seconds != null) {
      // Beyond the years that a time may have, which its reader refuses with the reason.
      put(name, Instant.ofEpochSecond(Math.min(seconds, 1L << 40)).toString(), columns);
    }
  }

  private static Long positive(String name, JsonNode value) throws BadRecordException {
    Long number = number(name, value);
    return number == null || number <= 0 ? null : number;
  }

  /** A number in either form; null where it is not set, or infinite. */
  private static Long number(String name, JsonNode value) throws BadRecordException {
    JsonNode number = value;
    if (value.isObject()) {
      boolean known = value.path("set").asBoolean() && !value.path("infinite").asBoolean();
      number = known ? value.path("number") : null;
    }
    if (number == null || number.isMissingNode() || number.isNull()) {
      return null;
    } else if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw new BadRecordException(
          ErrorCode.WRONG_FIELD,
          name + ": expected a whole number, got " + JsonJobs.excerpt(number));
    }
    return number.longValue();
  }

  private static JsonNode first(JsonNode preferred, JsonNode other) {
    return preferred.isTextual() && !preferred.asText().isEmpty() ? preferred : other;
  }

  private static void putText(String name, JsonNode value, Map<String, String> columns)
      throws BadRecordException {
    put(name, text(name, value), columns);
  }

  private static String text(String name, JsonNode value) throws BadRecordException {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    } else if (!value.isTextual()) {
      throw new BadRecordException(
          ErrorCode.WRONG_FIELD, name + ": expected a text, got " + JsonJobs.excerpt(value));
    }
    return value.asText().isEmpty() ? null : value.asText();
  }

  private static void put(String name, String text, Map<String, String> columns) {
    if (text != null) {
      columns.put(name, text);
    }
  }
}
