package io.millrace.formats.spans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;

/** Reads members of JSON objects. */
final class SpanJson {
  private static final ObjectReader READER =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SpanJson() {}

  /**
   * The document that a record is.
   *
   * @throws BadRecordException MALFORMED if it is none
   */
  static JsonNode document(byte[] record) throws IOException, BadRecordException {
    try {
      return READER.readTree(record);
    } catch (JsonProcessingException malformed) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "no JSON: " + malformed.getOriginalMessage().lines().findFirst().orElse("").strip());
    }
  }

  /** The text, number or truth of a member, as a text; null if it has none. */
  static String text(JsonNode object, String member) {
    JsonNode value = object.get(member);
    return value == null || !value.isValueNode() || value.isNull() ? null : value.asText();
  }

  /**
   * The whole number of a member, which may be a text; 0 if it has none.
   *
   * @throws BadRecordException WRONG_TYPE if it is something else
   */
  static long number(JsonNode object, String member) throws BadRecordException {
    JsonNode value = object.get(member);
    if (value == null || value.isNull()) {
      return 0;
    } else if (value.canConvertToLong() && value.isNumber()) {
      return value.asLong();
    }
    try {
      return Long.parseLong(value.asText());
    } catch (NumberFormatException none) {
      throw new BadRecordException(
          ErrorCode.WRONG_TYPE,
          member + ": expected a whole number, got " + Excerpt.of(value.toString()));
    }
  }

  static BadRecordException unexpected(String expected, JsonNode got) {
    return new BadRecordException(
        ErrorCode.MALFORMED, "expected " + expected + ", got " + Excerpt.of(got.toString()));
  }
}
