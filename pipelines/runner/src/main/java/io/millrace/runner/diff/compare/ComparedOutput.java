package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.sdk.avro.RecordType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * One output, as its results are told apart.
 *
 * @param identity the fields that tell a result from every other
 * @param time the fields that say what time a result is about: start and end of its window, or one
 *     field, or none
 */
public record ComparedOutput(
    OutputDefinition definition, RecordType<?> type, List<String> identity, List<String> time) {
  private static final List<String> WINDOW = List.of("window_start", "window_end");
  private static final List<String> INSTANT = List.of("event_time");

  /**
   * An output of a definition.
   *
   * @param rowPerKey whether one of the sides keeps one row a key, whatever its window: then the
   *     window tells no results apart, unless it is in the key
   */
  public static ComparedOutput of(
      OutputDefinition definition, RecordType<?> type, boolean rowPerKey) {
    Schema schema = type.schema();
    List<String> time =
        Stream.of(WINDOW, INSTANT)
            .filter(names -> names.stream().allMatch(name -> schema.getField(name) != null))
            .findFirst()
            .orElse(List.of());
    Set<String> identity = new LinkedHashSet<>(definition.key());
    if (time.equals(WINDOW) && !rowPerKey) {
      identity.addAll(WINDOW);
    }
    return new ComparedOutput(definition, type, List.copyOf(identity), time);
  }

  public String name() {
    return definition.name();
  }

  /** Whether all results of one identity are about one time. */
  boolean timeIsIdentity() {
    return identity.containsAll(time);
  }

  /** What time a result is about; empty if it does not say. */
  Optional<ResultTime> timeOf(ObjectNode result) {
    if (time.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> start = instant(result.path(time.get(0)));
    Optional<Instant> end = time.size() == 1 ? Optional.empty() : instant(result.path(time.get(1)));
    return start.map(first -> new ResultTime(first, end));
  }

  private static Optional<Instant> instant(JsonNode value) {
    try {
      return value.isTextual()
          ? Optional.of(OffsetDateTime.parse(value.textValue()).toInstant())
          : Optional.empty();
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }
}
