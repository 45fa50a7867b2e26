package io.millrace.formats.joblog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;

/** JSON objects, each of one job. */
final class JsonJobs {
  /** Two objects on one line are not one. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonJobs() {}

  /**
   * The object of a text.
   *
   * @throws BadRecordException MALFORMED if it holds none
   */
  static JsonNode read(String text) throws BadRecordException {
    try {
      JsonNode record = JSON.readTree(text);
      if (record != null && record.isObject()) {
        return record;
      }
    } catch (JsonProcessingException wrong) {
      throw new BadRecordException(ErrorCode.MALFORMED, "no JSON: " + wrong.getOriginalMessage());
    }
    throw new BadRecordException(ErrorCode.MALFORMED, "expected a JSON object");
  }

  /** A value, for a message. */
  static String excerpt(JsonNode value) {
    return Excerpt.of(value.toString());
  }
}
