package io.millrace.runner.deadletters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.kafka.StoredLetter;
import io.millrace.schemas.platform.DeadLetter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A line for each of many letters, without what was in their records; and totals by error. */
public final class LetterLines {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String ROW = "%-10s %-32s %7s  %-20s  %-14s  %s";

  private final Map<String, Integer> byError = new TreeMap<>();
  private int count;
  private int redriven;

  /** What stands above the lines. */
  public static String head() {
    return ROW.formatted("LETTER", "ORIGINAL", "ATTEMPT", "REDRIVEN", "ERROR", "MESSAGE");
  }

  /** A letter as a line of a table. */
  public String row(StoredLetter stored, Optional<Instant> at) {
    count(stored, at);
    DeadLetter letter = stored.letter();
    return ROW.formatted(
        stored.place(),
        stored.original(),
        stored.attempt(),
        at.map(time -> time.toString().replaceFirst("\\.\\d+Z", "Z")).orElse("-"),
        letter.getError(),
        letter.getMessage().lines().findFirst().orElse(""));
  }

  /** A letter as a line of JSON. */
  public String json(StoredLetter stored, Optional<Instant> at) {
    count(stored, at);
    DeadLetter letter = stored.letter();
    StringWriter line = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("partition", stored.partition());
      json.writeNumberField("offset", stored.offset());
      json.writeStringField("time", stored.time().toString());
      json.writeStringField("input", letter.getInput());
      json.writeStringField("stage", letter.getStage());
      json.writeStringField("error", letter.getError());
      json.writeStringField("message", letter.getMessage());
      json.writeNumberField("attempt", stored.attempt());
      json.writeStringField("redriven", at.map(Instant::toString).orElse(null));
      if (letter.getTopic() != null) {
        json.writeObjectFieldStart("original");
        json.writeStringField("topic", letter.getTopic());
        json.writeNumberField("partition", letter.getPartition());
        json.writeNumberField("offset", letter.getOffset());
        if (letter.getTimestamp() != null) {
          json.writeStringField("timestamp", letter.getTimestamp().toString());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }

  private void count(StoredLetter stored, Optional<Instant> at) {
    count++;
    redriven += at.isPresent() ? 1 : 0;
    byError.merge(stored.letter().getError(), 1, Integer::sum);
  }

  /** Such as {@code 3 letters: 2 MALFORMED, 1 UNKNOWN_SCHEMA; 1 redriven}. */
  public String totals() {
    String errors =
        byError.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return count == 0
        ? "0 letters"
        : count
            + (count == 1 ? " letter: " : " letters: ")
            + errors
            + "; "
            + redriven
            + " redriven";
  }
}
