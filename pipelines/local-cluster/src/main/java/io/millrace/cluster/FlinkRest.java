package io.millrace.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A client of the part of Flink's REST interface that operating jobs needs. Every method throws
 * {@link LocalClusterException} if the cluster does not answer or refuses.
 */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int LONGEST_QUERY = 3_000;

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * @param address such as {@code http://localhost:8081}
   */
  public FlinkRest(URI address) {
    this.address = address;
  }

  /** A job of the cluster, running or ended. */
  public record Job(String id, String name, String status) {}

  /** A vertex of a job: a chain of operators, with its subtasks in the order of their index. */
  public record Vertex(String id, String name, List<Subtask> subtasks) {}

  /**
   * One parallel instance of a vertex.
   *
   * @param taskManager the name of the process that runs it
   */
  public record Subtask(int index, String status, String taskManager) {}

  /**
   * The checkpoints of a job.
   *
   * @param restored how often the job was restored from one
   * @param latestPath of the latest completed one
   * @param latestCompletion when it was completed
   */
  public record Checkpoints(
      int completed,
      int failed,
      int restored,
      Optional<String> latestPath,
      Optional<Instant> latestCompletion) {}

  /** Names of the TaskManagers that are registered, also of a lost one that is not missed yet. */
  public List<String> taskManagers() {
    return each(get("/taskmanagers").path("taskmanagers"))
        .map(one -> one.path("id").asText())
        .toList();
  }

  /** All jobs that the JobManager remembers. */
  public List<Job> jobs() {
    return each(get("/jobs/overview").path("jobs"))
        .map(
            one ->
                new Job(
                    one.path("jid").asText(),
                    one.path("name").asText(),
                    one.path("state").asText()))
        .toList();
  }

  /** The status of a job, such as RUNNING or FINISHED. */
  public String status(String job) {
    return get("/jobs/" + job + "/status").path("status").asText();
  }

  /** Cancels a job, without a savepoint; its last checkpoints stay. */
  public void cancel(String job) {
    send("PATCH", "/jobs/" + job + "?mode=cancel", null);
  }

  /**
   * Stops a job with a savepoint.
   *
   * @param drain whether all windows are closed and fired first, as for a job that never resumes
   * @return the path of the savepoint
   */
  public String stopWithSavepoint(String job, boolean drain) {
    ObjectNode request = JSON.createObjectNode().put("drain", drain);
    return savepointOf(job, send("POST", "/jobs/" + job + "/stop", request));
  }

  /** Takes a savepoint of a job that goes on, and gives its path. */
  public String savepoint(String job) {
    ObjectNode request = JSON.createObjectNode().put("cancel-job", false);
    return savepointOf(job, send("POST", "/jobs/" + job + "/savepoints", request));
  }

  private String savepointOf(String job, JsonNode trigger) {
    String path = "/jobs/" + job + "/savepoints/" + trigger.path("request-id").asText();
    while (true) {
      JsonNode answer = get(path);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode failure = answer.path("operation").path("failure-cause");
        if (!failure.isMissingNode()) {
          throw new LocalClusterException(
              "No savepoint of job "
                  + job
                  + ": "
                  + firstLines(failure.path("stack-trace").asText()));
        }
        return answer.path("operation").path("location").asText();
      }
      Pause.briefly();
    }
  }

  /** The checkpoints of a job. */
  public Checkpoints checkpoints(String job) {
    JsonNode answer = get("/jobs/" + job + "/checkpoints");
    JsonNode latest = answer.path("latest").path("completed");
    return new Checkpoints(
        answer.path("counts").path("completed").asInt(),
        answer.path("counts").path("failed").asInt(),
        answer.path("counts").path("restored").asInt(),
        Optional.of(latest.path("external_path").asText()).filter(path -> !path.isEmpty()),
        latest.hasNonNull("latest_ack_timestamp")
            ? Optional.of(Instant.ofEpochMilli(latest.path("latest_ack_timestamp").asLong()))
            : Optional.empty());
  }

  /** The exceptions that made a job restart or fail, the latest first, as stack traces. */
  public List<String> failures(String job) {
    return each(get("/jobs/" + job + "/exceptions").path("exceptionHistory").path("entries"))
        .map(one -> one.path("stacktrace").asText())
        .toList();
  }

  /** The vertices of a job, from sources to sinks. */
  public List<Vertex> vertices(String job) {
    List<Vertex> vertices = new ArrayList<>();
    for (JsonNode one : get("/jobs/" + job).path("vertices")) {
      String id = one.path("id").asText();
      JsonNode detail = get("/jobs/" + job + "/vertices/" + id);
      vertices.add(
          new Vertex(
              id,
              one.path("name").asText(),
              each(detail.path("subtasks"))
                  .map(
                      subtask ->
                          new Subtask(
                              subtask.path("subtask").asInt(),
                              subtask.path("status").asText(),
                              subtask.path("taskmanager-id").asText()))
                  .toList()));
    }
    return vertices;
  }

  /**
   * The metrics of all subtasks of a vertex, whose names end as given.
   *
   * @return value by name, as in {@code 0.numRecordsIn}: index of the subtask, then the metric
   */
  public Map<String, String> metrics(String job, String vertex, List<String> endings) {
    String path = "/jobs/" + job + "/vertices/" + vertex + "/metrics";
    List<String> names =
        each(get(path))
            .map(one -> one.path("id").asText())
            .filter(name -> endings.stream().anyMatch(name::endsWith))
            .toList();
    Map<String, String> values = new HashMap<>();
    for (String query : queries(names)) {
      get(path + "?get=" + query)
          .forEach(one -> values.put(one.path("id").asText(), one.path("value").asText()));
    }
    return values;
  }

  /** Flink does not find a path of more than 4,096 characters, so many names are many questions. */
  private static List<String> queries(List<String> names) {
    List<String> queries = new ArrayList<>();
    for (String name : names) {
      String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
      int last = queries.size() - 1;
      if (last >= 0 && queries.get(last).length() + encoded.length() < LONGEST_QUERY) {
        queries.set(last, queries.get(last) + "," + encoded);
      } else {
        queries.add(encoded);
      }
    }
    return queries;
  }

  /** Any other answer of the REST interface. */
  public JsonNode get(String path) {
    return send("GET", path, null);
  }

  private JsonNode send(String method, String path, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new LocalClusterException(
            method
                + " "
                + request.uri()
                + " was refused with status "
                + response.statusCode()
                + ": "
                + firstLines(response.body()));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new LocalClusterException("Flink does not answer at " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalClusterException("Interrupted while Flink was asked", e);
    }
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String firstLines(String text) {
    return text.substring(0, Math.min(text.length(), 500)).strip();
  }
}
