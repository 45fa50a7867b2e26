package io.millrace.runner.diff.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.testing.compare.Rows;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;

/** Reads results that are JSON. */
final class ResultJson {
  private ResultJson() {}

  /**
   * The fields of a result.
   *
   * @param place for messages
   * @throws MillraceException MALFORMED if the text is no JSON object
   */
  static ObjectNode parse(String text, String place) {
    try {
      if (Rows.parse(text) instanceof ObjectNode fields) {
        return fields;
      }
    } catch (JsonProcessingException | StackOverflowError noJson) {
      // As if it were another kind of JSON.
    }
    throw new MillraceException(ErrorCode.MALFORMED, place + ": no result: expected a JSON object");
  }
}
