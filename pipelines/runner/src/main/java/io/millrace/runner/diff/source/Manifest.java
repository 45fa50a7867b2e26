package io.millrace.runner.diff.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runner.diff.compare.ResultRange;
import io.millrace.runner.testing.compare.Rows;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a replay came about, as far as a comparison cares. What is not there, or is of another shape,
 * is not known.
 *
 * @param file where it is written
 * @param definition its text
 * @param hash of the definition
 * @param range of the results that are whole
 * @param inputs what was read, by input and partition
 */
public record Manifest(
    Path file,
    Optional<String> definition,
    Optional<String> hash,
    ResultRange range,
    List<InputSpan> inputs) {

  /**
   * What was read of one partition.
   *
   * @param start offset of the first record
   * @param end offset after the last
   */
  public record InputSpan(String input, String topic, int partition, long start, long end) {
    @Override
    public String toString() {
      return "%s: %s-%d@[%d, %d)".formatted(input, topic, partition, start, end);
    }
  }

  /**
   * Reads a manifest.
   *
   * @throws MillraceException UNREADABLE or MALFORMED if the file can't be read, or is no JSON
   */
  static Manifest read(Path file) {
    try {
      JsonNode manifest = Rows.parse(Files.readString(file));
      JsonNode definition = manifest.path("definition");
      return new Manifest(
          file,
          text(definition.path("text")),
          text(definition.path("hash")),
          range(manifest.path("results")).or(range(manifest)),
          inputs(manifest.path("inputs")));
    } catch (JsonProcessingException noJson) {
      throw new MillraceException(
          ErrorCode.MALFORMED, file + ": no manifest of a replay: expected a JSON object");
    } catch (IOException failure) {
      throw new MillraceException(ErrorCode.UNREADABLE, file + ": can't be read", failure);
    }
  }

  private static Optional<String> text(JsonNode value) {
    return Optional.ofNullable(value.textValue());
  }

  private static ResultRange range(JsonNode edges) {
    return new ResultRange(instant(edges.path("from")), instant(edges.path("to")));
  }

  private static Optional<Instant> instant(JsonNode value) {
    try {
      return text(value).map(time -> OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static List<InputSpan> inputs(JsonNode inputs) {
    List<InputSpan> spans = new ArrayList<>();
    for (var input : inputs.properties()) {
      String topic = input.getValue().path("topic").asText();
      for (var partition : input.getValue().path("partitions").properties()) {
        JsonNode start = partition.getValue().path("start");
        JsonNode end = partition.getValue().path("end");
        if (partition.getKey().matches("\\d{1,9}") && start.isNumber() && end.isNumber()) {
          int number = Integer.parseInt(partition.getKey());
          spans.add(
              new InputSpan(input.getKey(), topic, number, start.longValue(), end.longValue()));
        }
      }
    }
    return List.copyOf(spans);
  }
}
