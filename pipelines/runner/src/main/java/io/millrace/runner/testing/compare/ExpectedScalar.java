package io.millrace.runner.testing.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/** Compares a text of a definition with a value: numbers as numbers, times as instants. */
final class ExpectedScalar {
  private ExpectedScalar() {}

  /**
   * Whether a value is what the text says.
   *
   * @param actual no object, array or null
   * @param schema of the value
   */
  static boolean accepts(String expected, JsonNode actual, Schema schema) {
    if (actual.isNumber()) {
      return ExpectedNumber.parse(expected)
          .filter(
              number -> number.accepts(actual.decimalValue()) || isSameReal(number, actual, schema))
          .isPresent();
    }
    String text = actual.asText();
    return expected.equals(text) || isSameTime(expected, text, schema);
  }

  /** A text with more digits than the type holds says the same number. */
  private static boolean isSameReal(ExpectedNumber expected, JsonNode actual, Schema schema) {
    return switch (schema.getType()) {
      case DOUBLE -> expected.value().doubleValue() == actual.doubleValue();
      case FLOAT -> expected.value().floatValue() == actual.floatValue();
      default -> false;
    };
  }

  private static boolean isSameTime(String expected, String actual, Schema schema) {
    String type = schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    if (type.startsWith("timestamp-")) {
      return isSame(expected, actual, ExpectedScalar::instant);
    } else if (type.startsWith("local-timestamp-")) {
      return isSame(expected, actual, text -> LocalDateTime.parse(text.replace(' ', 'T')));
    }
    return type.startsWith("time-") && isSame(expected, actual, LocalTime::parse);
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text.strip().replaceFirst("(?<=\\d) ", "T")).toInstant();
  }

  private static <V> boolean isSame(String expected, String actual, Function<String, V> parser) {
    Optional<V> value = parse(expected, parser);
    return value.isPresent() && value.equals(parse(actual, parser));
  }

  private static <V> Optional<V> parse(String text, Function<String, V> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }
}
