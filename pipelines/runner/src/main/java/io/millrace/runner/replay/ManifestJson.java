package io.millrace.runner.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.runner.replay.Manifest.DefinitionText;
import io.millrace.runner.replay.Manifest.InputRanges;
import io.millrace.runner.replay.Manifest.Part;
import io.millrace.runner.replay.Manifest.Taking;
import io.millrace.sdk.Durations;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Manifests as files. */
final class ManifestJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestJson() {}

  /**
   * Writes one.
   *
   * @throws MillraceException UNWRITABLE
   */
  static void write(Manifest manifest, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(manifest)) + "\n");
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, file + ": the manifest can't be written: " + failure, failure);
    }
  }

  private static ObjectNode json(Manifest manifest) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("manifest", Manifest.FORM);
    json.put("id", manifest.id().text());
    json.put("of", manifest.of().map(ReplayId::text).orElse(null));
    json.put("created", manifest.created().toString());
    json.put("millrace", manifest.millrace());
    DefinitionText definition = manifest.definition();
    json.putObject("definition")
        .put("name", definition.name())
        .put("reference", definition.reference())
        .put("hash", definition.hash())
        .put("text", definition.text());
    ReplayRange range = manifest.range();
    String from = range.from().map(Instant::toString).orElse(null);
    String to = range.to().map(Instant::toString).orElse(null);
    json.putObject("range")
        .put("from", from)
        .put("to", to)
        .put("warm_up", Durations.format(range.warmUp()));
    ObjectNode results = json.putObject("results");
    results.put("from", manifest.trimmed() ? from : null);
    results.put("to", manifest.trimmed() ? to : null);
    ObjectNode inputs = json.putObject("inputs");
    for (Map.Entry<String, InputRanges> entry : manifest.inputs().entrySet()) {
      InputRanges input = entry.getValue();
      ObjectNode one = inputs.putObject(entry.getKey());
      one.put("topic", input.topic());
      one.put("topic_id", input.topicId().orElse(null));
      one.put("over_read", Durations.format(input.overRead()));
      one.put("taking", input.taking().name().toLowerCase(Locale.ROOT));
      ObjectNode partitions = one.putObject("partitions");
      for (Part part : input.parts()) {
        partitions
            .putObject(String.valueOf(part.range().partition()))
            .put("start", part.range().start())
            .put("end", part.range().end())
            .put("oldest", part.oldest())
            .put("archived_to", part.archivedTo());
      }
      one.set("schema", JSON.readTree(input.schema()));
    }
    return json;
  }

  /**
   * Reads one.
   *
   * @throws MillraceException UNREADABLE if the file is no manifest
   */
  static Manifest read(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      if (json == null || json.path("manifest").asInt() != Manifest.FORM) {
        throw refused(file, "expected \"manifest\": " + Manifest.FORM, null);
      }
      return manifest(json);
    } catch (IOException failure) {
      throw refused(file, failure.getClass().getSimpleName(), failure);
    } catch (NullPointerException
        | DateTimeException
        | IllegalArgumentException
        | NoSuchElementException wrong) {
      throw refused(file, "something is missing or of the wrong kind", wrong);
    }
  }

  private static MillraceException refused(Path file, String reason, Exception cause) {
    return new MillraceException(
        ErrorCode.UNREADABLE, file + ": no manifest of a replay: " + reason, cause);
  }

  private static Manifest manifest(JsonNode json) throws JsonProcessingException {
    JsonNode definition = json.required("definition");
    JsonNode range = json.required("range");
    JsonNode results = json.required("results");
    ReplayRange resolved =
        new ReplayRange(
            text(range, "from").map(Instant::parse),
            text(range, "to").map(Instant::parse),
            duration(range, "warm_up"));
    Map<String, InputRanges> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> input : json.required("inputs").properties()) {
      inputs.put(input.getKey(), input(input.getValue()));
    }
    return new Manifest(
        new ReplayId(json.required("id").textValue()),
        text(json, "of").map(ReplayId::new),
        Instant.parse(json.required("created").textValue()),
        json.required("millrace").textValue(),
        new DefinitionText(
            definition.required("name").textValue(),
            definition.required("reference").textValue(),
            definition.required("hash").textValue(),
            definition.required("text").textValue()),
        resolved,
        text(results, "from").isPresent() || text(results, "to").isPresent(),
        inputs);
  }

  private static InputRanges input(JsonNode json) throws JsonProcessingException {
    String topic = json.required("topic").textValue();
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : json.required("partitions").properties()) {
      JsonNode part = entry.getValue();
      long start = part.required("start").longValue();
      parts.add(
          new Part(
              new PartitionRange(
                  topic, Integer.parseInt(entry.getKey()), start, part.required("end").longValue()),
              part.required("oldest").longValue(),
              part.required("archived_to").longValue()));
    }
    return new InputRanges(
        topic,
        text(json, "topic_id"),
        JSON.writeValueAsString(json.required("schema")),
        duration(json, "over_read"),
        Taking.valueOf(json.required("taking").textValue().toUpperCase(Locale.ROOT)),
        parts);
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.required(field).textValue());
  }

  private static Duration duration(JsonNode json, String field) {
    return Durations.parse(json.required(field).textValue()).orElseThrow();
  }
}
